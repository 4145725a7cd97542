namespace Experiments.Contracts.Grains;

/// <summary>
/// The ways in which an attempt ends. See <see cref="Search.Events.AttemptOutcome"/> for the consequences of each.
/// </summary>
[GenerateSerializer, Alias("experiments.attempt-end")]
public enum AttemptEnd
{
    /// <summary>It trained to its end.</summary>
    Completed,

    /// <summary>It threw an exception.</summary>
    Failed,

    /// <summary>It failed in a way that another attempt would repeat.</summary>
    Diverged,

    /// <summary>It gave its lease back.</summary>
    Released,

    /// <summary>Its sweep was cancelled.</summary>
    Cancelled,

    /// <summary>Its sweep decided to pause the trial at a rung.</summary>
    Paused,

    /// <summary>Its sweep decided to stop the trial early at a rung.</summary>
    Pruned,
}
