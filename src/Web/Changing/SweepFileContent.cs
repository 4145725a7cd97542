using System.Reflection;
using System.Text.Json;
using Experiments.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Experiments.Web.Changing;

/// <summary>The content of a request: a sweep file.</summary>
/// <param name="Bytes">The file.</param>
internal sealed record SweepFileContent(ReadOnlyMemory<byte> Bytes)
    : IBindableFromHttpContext<SweepFileContent>, IEndpointParameterMetadataProvider
{
    // JSON is YAML, too; text/plain is what forms of other pages may send.
    private static readonly string[] Types =
        ["application/yaml", RequestContent.Json, "application/x-yaml", "text/yaml"];

    /// <summary>Reads the content.</summary>
    public static async ValueTask<SweepFileContent?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(await RequestContent.ReadAsync(context, Types));

    /// <summary>Describes the content.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(Types, typeof(JsonElement)));
}
