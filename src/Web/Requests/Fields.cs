using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Experiments.Web.Requests;

/// <summary>The content of a request: a JSON object with known fields. No content stands for an empty object.</summary>
/// <param name="Value">The fields.</param>
internal sealed record Fields<T>(T Value) : IBindableFromHttpContext<Fields<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    /// <summary>Reads the content.</summary>
    /// <exception cref="UserErrorException">A field is unknown, missing, or has a wrong value.</exception>
    public static async ValueTask<Fields<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(FieldReader.Read<T>(await RequestContent.ReadAsync(context, RequestContent.Json)));

    /// <summary>Describes the content.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        if (FieldReader.HasFields(typeof(T)))
            builder.Metadata.Add(new AcceptsMetadata(
                [RequestContent.Json], typeof(T), isOptional: !FieldReader.NeedsFields(typeof(T))));
    }
}
