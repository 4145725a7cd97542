using Experiments.Contracts.Grains;

namespace Experiments.Grains.Attempts;

/// <summary>What has become of an attempt.</summary>
/// <param name="End">How it ended; null: a newer attempt of its trial has begun, and nothing is reported.</param>
/// <param name="Cause">Why, in a person's words; empty where there is nothing to say.</param>
internal sealed record AttemptResult(AttemptEnd? End, string Cause = "")
{
    /// <summary>A newer attempt of the trial has begun.</summary>
    public static AttemptResult Superseded { get; } = new(End: null);
}
