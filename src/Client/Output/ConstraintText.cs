using Experiments.Search.Specs;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Output;

/// <summary>Shows the limits of a search as its file has them.</summary>
internal static class ConstraintText
{
    /// <summary>Returns the limits by what they limit, or null if there are none.</summary>
    public static Fields? Fields(SearchSpec search) =>
        ConstraintMapping.Of(search) is { } limits ? Output.Fields.From(limits) : null;

    /// <summary>Returns one line for each limit: <c>latency_ms: max 20</c>.</summary>
    public static string Lines(SearchSpec search) => string.Join('\n', (Fields(search)?.Items ?? []).Select(limit =>
        $"{limit.Key}: " + string.Join(
            ", ", ((Fields)limit.Value!).Items
                .Select(bound => $"{bound.Key} {ShortText.Format((double)bound.Value!)}"))));
}
