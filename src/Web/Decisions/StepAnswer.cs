using System.Text.Json;
using Experiments.Search.Events;

namespace Experiments.Web.Decisions;

/// <summary>An event of a sweep, and what followed from it.</summary>
/// <param name="Number">The number of the event, from 1.</param>
/// <param name="At">The time at which it was stored, by the database's clock.</param>
/// <param name="Event">The event, in the format in which it is stored.</param>
/// <param name="Actions">The decisions, in order, in the format in which they are stored.</param>
internal sealed record StepAnswer(long Number, DateTimeOffset At, JsonElement Event, JsonElement Actions)
{
    /// <summary>Creates the answer.</summary>
    public static StepAnswer Of(SearchStep step, DateTimeOffset at) => new(
        step.Seq, at, JsonSerializer.SerializeToElement(step.Event, SearchJson.Options),
        JsonSerializer.SerializeToElement(step.Actions, SearchJson.Options));
}
