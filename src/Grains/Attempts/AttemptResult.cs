using Experiments.Contracts.Grains;

namespace Experiments.Grains.Attempts;

/// <summary>The outcome of an attempt.</summary>
/// <param name="End">How the attempt ended, or null if a newer attempt of its trial has begun and nothing is
/// reported.</param>
/// <param name="Cause">Why it ended so, as a message for people; empty if there is nothing to say.</param>
internal sealed record AttemptResult(AttemptEnd? End, string Cause = "")
{
    /// <summary>A newer attempt of the trial has begun.</summary>
    public static AttemptResult Superseded { get; } = new(End: null);
}
