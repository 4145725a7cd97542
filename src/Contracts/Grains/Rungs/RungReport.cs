using System.Collections.Immutable;

namespace Experiments.Contracts.Grains.Rungs;

/// <summary>
/// The message that an attempt has reached a rung. Its metrics so far and its checkpoint are committed.
/// </summary>
[GenerateSerializer, Immutable, Alias("experiments.rung-report")]
public sealed record RungReport
{
    /// <summary>The number of the trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>The number of the attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>The step that it has reached, in the unit of the rungs: at or past a rung.</summary>
    [Id(2)] public required int Step { get; init; }

    /// <summary>The objective there; may be NaN or infinite.</summary>
    [Id(3)] public required double Objective { get; init; }

    /// <summary>The best objective so far, finite, if rungs are counted in reports; otherwise null.</summary>
    [Id(4)] public double? Best { get; init; }

    /// <summary>
    /// The last values of the metrics that count besides the first objective, in the order of the search's
    /// <c>OutcomeMetrics</c>, null for one that was not reported yet; empty if there are none.
    /// </summary>
    [Id(5)] public ImmutableArray<double?> Outcomes { get; init; } = [];
}
