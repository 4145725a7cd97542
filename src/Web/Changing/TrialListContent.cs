using System.Collections.Immutable;
using System.Reflection;
using Experiments.Changes.Sweeps;
using Experiments.Web.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Experiments.Web.Changing;

/// <summary>The content of a request: a JSON list of trials, each an object from parameter names to values.</summary>
/// <param name="Trials">The trials.</param>
internal sealed record TrialListContent(ImmutableArray<Assignment> Trials)
    : IBindableFromHttpContext<TrialListContent>, IEndpointParameterMetadataProvider
{
    /// <summary>Reads the content.</summary>
    /// <exception cref="UserErrorException">It is no such list.</exception>
    public static async ValueTask<TrialListContent?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var content = await RequestContent.ReadAsync(context, RequestContent.Json);
        return new(TrialList.Read(content.Span, "the content"));
    }

    /// <summary>Describes the content.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([RequestContent.Json], typeof(IReadOnlyList<Assignment>)));
}
