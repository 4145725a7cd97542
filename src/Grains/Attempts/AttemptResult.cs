using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Attempts;

/// <summary>The outcome of an attempt.</summary>
/// <param name="End">How the attempt ended, or null if a newer attempt of its trial has begun and nothing is
/// reported.</param>
/// <param name="Cause">Why it ended so, as a message for people; empty if there is nothing to say.</param>
internal sealed record AttemptResult(AttemptEnd? End, string Cause = "")
{
    /// <summary>What this says about the node and the device.</summary>
    public AttemptVerdict Verdict { get; init; } = End switch
    {
        AttemptEnd.Completed or AttemptEnd.Paused or AttemptEnd.Pruned => AttemptVerdict.Succeeded,
        AttemptEnd.Failed or AttemptEnd.Diverged => AttemptVerdict.Failed,
        _ => AttemptVerdict.Neutral,
    };

    /// <summary>Whether the node or the device failed, and not the trial.</summary>
    public bool IsFault => Verdict is AttemptVerdict.DeviceFault or AttemptVerdict.NodeFault;

    /// <summary>A newer attempt of the trial has begun.</summary>
    public static AttemptResult Superseded { get; } = new(End: null);
}
