using System.Collections.Immutable;

namespace Experiments.Contracts.Grains;

/// <summary>How an attempt ended, on the wire.</summary>
[GenerateSerializer, Immutable, Alias("experiments.attempt-report")]
public sealed record AttemptReport
{
    /// <summary>Number of the trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>Number of the attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>What became of it.</summary>
    [Id(2)] public required AttemptEnd End { get; init; }

    /// <summary>The objective, where it completed.</summary>
    [Id(3)] public double Objective { get; init; }

    /// <summary>Why, in a person's words, where it did not complete.</summary>
    [Id(4)] public string Cause { get; init; } = "";

    /// <summary>How long it trained.</summary>
    [Id(5)] public TimeSpan Trained { get; init; }

    /// <summary>Trials of the same sweep that had waited at the node and took its place.</summary>
    [Id(6)] public ImmutableArray<int> Successors { get; init; } = [];
}
