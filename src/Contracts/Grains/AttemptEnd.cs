using Experiments.Search.Events;

namespace Experiments.Contracts.Grains;

/// <summary>
/// The ways in which an attempt ends. See <see cref="Search.Events.AttemptOutcome"/> for what follows from each.
/// </summary>
[GenerateSerializer, Alias("experiments.attempt-end")]
public enum AttemptEnd
{
    /// <summary>Trained to its end.</summary>
    Completed,

    /// <summary>Threw.</summary>
    Failed,

    /// <summary>Would end the same way again.</summary>
    Diverged,

    /// <summary>Gave its lease back.</summary>
    Released,

    /// <summary>Ended because its sweep was cancelled.</summary>
    Cancelled,

    /// <summary>Ended at a rung, where its trial rests now; its sweep has decided so.</summary>
    Paused,

    /// <summary>Ended at a rung, stopped early; its sweep has decided so.</summary>
    Pruned,
}
