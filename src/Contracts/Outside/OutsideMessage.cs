using System.Collections.Immutable;

namespace Experiments.Contracts.Outside;

/// <summary>
/// What a worker outside the cluster says about its attempt: that it is alive, what it measured, how it ended. Messages
/// of an attempt are numbered, so that one that is sent again is not taken twice.
/// </summary>
[GenerateSerializer, Immutable, Alias("experiments.outside-message")]
public sealed record OutsideMessage
{
    /// <summary>The number of the trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>The number of the attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>
    /// The number of the message within the attempt, from 1; 0 for one that only says that the worker is alive.
    /// </summary>
    [Id(2)] public long Number { get; init; }

    /// <summary>Lines as a program would print them: reports, and others for the log.</summary>
    [Id(3)] public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>How the attempt ended, or null if it goes on.</summary>
    [Id(4)] public OutsideEnd? End { get; init; }

    /// <summary>Why it ended so, as a message for people.</summary>
    [Id(5)] public string Cause { get; init; } = "";

    /// <summary>The time within which the worker says something again; if not, it counts as lost.</summary>
    [Id(6)] public required TimeSpan Within { get; init; }
}
