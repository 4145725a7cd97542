using Experiments.Search.States;

namespace Experiments.Changes.Sweeps;

/// <summary>Describes the status of a sweep in a sentence.</summary>
public static class SweepStatusVerb
{
    /// <summary>Returns a status as a verb phrase: <c>is running</c>, <c>has completed</c>.</summary>
    public static string AsVerb(this SweepStatus status)
    {
        var word = status.ToString().ToLowerInvariant();
        return status switch
        {
            SweepStatus.Completed or SweepStatus.Failed => $"has {word}",
            SweepStatus.Stopped or SweepStatus.Cancelled => $"was {word}",
            _ => $"is {word}",
        };
    }
}
