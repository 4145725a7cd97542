using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Storage.Queries;

/// <summary>One sweep in a list.</summary>
public sealed record SweepSummary
{
    /// <summary>Its key in the database.</summary>
    public required int Key { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required SweepStatus Status { get; init; }

    /// <summary>Why it is there, where there is something to say.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// What it lacks to go on, such as <c>a node</c>, or <c>a node of pool 'h200' with cpu: 1, gpu: 1</c>: no live node of its cluster
    /// is that. Null: nothing, or it has ended.
    /// </summary>
    public string? WaitsFor { get; init; }

    /// <summary>How many trials are where. Those that train on a node that is dead count as waiting.</summary>
    public required TrialCounts Trials { get; init; }

    /// <summary>Trials in total that were asked for; null: no cap.</summary>
    public int? RunCap { get; init; }

    /// <summary>Name of the objective.</summary>
    public required string Metric { get; init; }

    /// <summary>Which way the objective is better.</summary>
    public required Goal Goal { get; init; }

    /// <summary>Number of the best completed trial, or null.</summary>
    public int? BestTrial { get; init; }

    /// <summary>Its objective, or null.</summary>
    public double? BestObjective { get; init; }

    /// <summary>Trials that ended per minute since the sweep started; null before.</summary>
    public double? TrialsPerMinute { get; init; }

    /// <summary>When it was submitted, by the database's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first trial could begin; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Time from its start to its end or now, by the database's clock; null before its start.</summary>
    public TimeSpan? Elapsed { get; init; }
}
