namespace Experiments.Contracts.Grains.Rungs;

/// <summary>An attempt has come to a rung, on the wire. Its numbers so far and its checkpoint are committed.</summary>
[GenerateSerializer, Immutable, Alias("experiments.rung-report")]
public sealed record RungReport
{
    /// <summary>Number of the trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>Number of the attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>How far it has come, in what rungs are measured in: at or past a rung.</summary>
    [Id(2)] public required int Step { get; init; }

    /// <summary>The objective there; may be NaN or infinite.</summary>
    [Id(3)] public required double Objective { get; init; }

    /// <summary>The best objective so far where rungs are counted in reports, finite; otherwise null.</summary>
    [Id(4)] public double? Best { get; init; }
}
