using Experiments.Client.Output;
using Experiments.Search.Deciding;

namespace Experiments.Client.Watching;

internal static class SweepStatuses
{
    /// <summary>Whether a sweep never leaves the status.</summary>
    public static bool IsFinal(this SweepStatus status) =>
        status is SweepStatus.Completed or SweepStatus.Failed or SweepStatus.Stopped or SweepStatus.Cancelled;

    /// <summary>What to say of a sweep with the status: <c>is running</c>, <c>has completed</c>.</summary>
    public static string AsVerb(this SweepStatus status) => status switch
    {
        SweepStatus.Completed or SweepStatus.Failed => $"has {ShortText.Of(status)}",
        SweepStatus.Stopped or SweepStatus.Cancelled => $"was {ShortText.Of(status)}",
        _ => $"is {ShortText.Of(status)}",
    };
}
