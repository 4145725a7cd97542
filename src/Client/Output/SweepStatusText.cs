using Experiments.Client.Output;
using Experiments.Search.Deciding;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>Where a sweep is, in words.</summary>
internal static class SweepStatusText
{
    /// <summary>Where a sweep is, for a person: its status, or what it waits for.</summary>
    public static string Shown(this SweepSummary sweep) =>
        sweep.WaitsFor is { } missing ? $"waiting for {missing}" : ShortText.Format(sweep.Status);

    /// <summary>The same as the end of a sentence that begins with the sweep.</summary>
    public static string AsVerb(this SweepSummary sweep) =>
        sweep.WaitsFor is null ? sweep.Status.AsVerb() : $"is {sweep.Shown()}";

    /// <summary>What to say of a sweep with the status: <c>is running</c>, <c>has completed</c>.</summary>
    public static string AsVerb(this SweepStatus status) => status switch
    {
        SweepStatus.Completed or SweepStatus.Failed => $"has {ShortText.Format(status)}",
        SweepStatus.Stopped or SweepStatus.Cancelled => $"was {ShortText.Format(status)}",
        _ => $"is {ShortText.Format(status)}",
    };
}
