using System.Collections.Immutable;

namespace Experiments.Contracts.Grains;

/// <summary>The message that reports how an attempt ended.</summary>
[GenerateSerializer, Immutable, Alias("experiments.attempt-report")]
public sealed record AttemptReport
{
    /// <summary>The number of the trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>The number of the attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>How it ended.</summary>
    [Id(2)] public required AttemptEnd End { get; init; }

    /// <summary>The objective, if the attempt completed.</summary>
    [Id(3)] public double Objective { get; init; }

    /// <summary>The cause as a message for people, if the attempt did not complete.</summary>
    [Id(4)] public string Cause { get; init; } = "";

    /// <summary>The time that it trained.</summary>
    [Id(5)] public TimeSpan Trained { get; init; }

    /// <summary>The trials of the same sweep that waited at the node and took its place.</summary>
    [Id(6)] public ImmutableArray<int> Successors { get; init; } = [];

    /// <summary>Whether it failed by a fault of the node or the device, or on one that is in doubt.</summary>
    [Id(7)] public bool NotItsFault { get; init; }

    /// <summary>
    /// The last values of the metrics that count besides the first objective, in the order of the search's
    /// <c>OutcomeMetrics</c>; empty if there are none.
    /// </summary>
    [Id(8)] public ImmutableArray<double?> Outcomes { get; init; } = [];
}
