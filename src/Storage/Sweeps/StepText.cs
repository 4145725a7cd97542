using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Search.Events;

namespace Experiments.Storage.Sweeps;

/// <summary>A step of the log in the form of its row.</summary>
internal sealed record StepText(long Seq, string Kind, int Version, string Event, string Actions)
{
    public static StepText Write(SearchStep step) => new(
        step.Seq,
        JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Event.GetType().Name),
        SearchJson.Version,
        JsonSerializer.Serialize(step.Event, SearchJson.Options),
        JsonSerializer.Serialize(step.Actions, SearchJson.Options));

    public SearchStep Read() => Version <= SearchJson.Version
        ? new SearchStep(
            Seq,
            JsonSerializer.Deserialize<SearchEvent>(Event, SearchJson.Options)!,
            JsonSerializer.Deserialize<ImmutableArray<SearchAction>>(Actions, SearchJson.Options))
        : throw new UserErrorException(
            $"Step {Seq} of the sweep was written by a newer version of experiments: use that version to "
            + "continue the sweep.");
}
