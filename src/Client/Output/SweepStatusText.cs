using Experiments.Search.States;
using Experiments.Storage.Model;

namespace Experiments.Client.Output;

/// <summary>Describes the status of a sweep in words.</summary>
internal static class SweepStatusText
{
    /// <summary>Returns the status of a sweep for people, or the resources that it waits for.</summary>
    public static string Shown(this SweepSummary sweep) =>
        sweep.WaitsFor is { } missing ? $"waiting for {missing}" : ShortText.Format(sweep.Status);

    /// <summary>Returns the status as a verb phrase whose subject is the sweep.</summary>
    public static string AsVerb(this SweepSummary sweep) =>
        sweep.WaitsFor is null ? sweep.Status.AsVerb() : $"is {sweep.Shown()}";

    /// <summary>Returns a status as a verb phrase: <c>is running</c>, <c>has completed</c>.</summary>
    public static string AsVerb(this SweepStatus status) => status switch
    {
        SweepStatus.Completed or SweepStatus.Failed => $"has {ShortText.Format(status)}",
        SweepStatus.Stopped or SweepStatus.Cancelled => $"was {ShortText.Format(status)}",
        _ => $"is {ShortText.Format(status)}",
    };
}
