using Experiments.Changes.Sweeps;
using Experiments.Storage.Model;

namespace Experiments.Client.Output;

/// <summary>Describes the status of a sweep in words.</summary>
internal static class SweepStatusText
{
    /// <summary>Returns the status of a sweep for people, with what it or the rest of its trials waits for.</summary>
    public static string Shown(this SweepSummary sweep) => sweep switch
    {
        { WaitsFor: null } => ShortText.Format(sweep.Status),
        { Trials.Running: 0 } => $"waiting for {sweep.WaitsFor}",
        _ => $"{sweep.Trials.Running}{OfAll(sweep)} run; the others wait for {sweep.WaitsFor}",
    };

    /// <summary>Returns the status of a sweep in a word: <c>waiting</c> if none of its trials can run.</summary>
    public static string StatusWord(this SweepSummary sweep) =>
        sweep.Waits() ? "waiting" : ShortText.Format(sweep.Status);

    /// <summary>Whether no trial of a sweep runs because it waits for something.</summary>
    public static bool Waits(this SweepSummary sweep) => sweep is { WaitsFor: not null, Trials.Running: 0 };

    /// <summary>Returns the status as a verb phrase whose subject is the sweep.</summary>
    public static string AsVerb(this SweepSummary sweep) =>
        sweep.Waits() ? $"is {sweep.Shown()}" : sweep.Status.AsVerb();

    // Trials that rest at a rung wait for nothing.
    private static string OfAll(SweepSummary sweep) => sweep.RunCap is { } cap
        ? $" of {Math.Max(sweep.Trials.Total, cap) - sweep.Trials.Ended - sweep.Trials.Paused}"
        : "";
}
