using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Specs;

/// <summary>
/// All that decisions depend on besides the events: the same spec and the same events give the same decisions.
/// </summary>
public sealed record SearchSpec
{
    /// <summary>
    /// The version of the algorithms that decide, from <see cref="AlgorithmVersions.First"/> to
    /// <see cref="AlgorithmVersions.Newest"/>. Default: the first, which a stored sweep without a version was decided with;
    /// a sweep file that is read gets the newest.
    /// </summary>
    public int Version { get; init; } = AlgorithmVersions.First;

    /// <summary>What is searched.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>How assignments are proposed.</summary>
    public required SearchMethod Method { get; init; }

    /// <summary>Seed of every random choice. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>Which way the objective is better. Default: minimize.</summary>
    public Goal Goal { get; init; }

    /// <summary>An objective that ends the sweep once a trial completes with it or better. Default: none.</summary>
    public double? Target { get; init; }

    /// <summary>Trials in total, ≥ 1. Default: none; a grid then runs whole, any other method until it is stopped.</summary>
    public int? RunCap { get; init; }

    /// <summary>
    /// Assignments of the space that are tried before any proposal, in this order; no more than the run cap. Default: none.
    /// </summary>
    public ImmutableArray<Assignment> Enqueue { get; init; } = [];

    /// <summary>Attempts a trial may lose to failures before it counts as failed, ≥ 0. Default: 3.</summary>
    public int MaxRestarts { get; init; } = 3;

    /// <summary>Who is stopped before its budget ends. Default: nobody.</summary>
    public EarlyTermination? EarlyTermination { get; init; }
}
