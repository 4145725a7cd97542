using Experiments.Search.States;

namespace Experiments.Storage.Model;

/// <summary>The current state of a trial, which depends on whether its node is alive.</summary>
public sealed class TrialState
{
    /// <summary>The key of the trial.</summary>
    public long Id { get; init; }

    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the trial.</summary>
    public int Trial { get; init; }

    /// <summary>The status. A trial that was running on a node that is dead is waiting.</summary>
    public TrialStatus Status { get; init; }

    /// <summary>The training time of all attempts, without the pauses between them, in seconds.</summary>
    public double Seconds { get; init; }
}
