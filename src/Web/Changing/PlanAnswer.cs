using Experiments.Changes.Sweeps;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;

namespace Experiments.Web.Changing;

/// <summary>What a sweep would run. Nothing was submitted.</summary>
internal sealed record PlanAnswer
{
    /// <summary>The name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>The number of trials, or null if there is no limit.</summary>
    public required int? Trials { get; init; }

    /// <summary>How trials are proposed.</summary>
    public required SearchMethod Method { get; init; }

    /// <summary>The name of the objective; empty in a sweep without one.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether the objective is minimized or maximized.</summary>
    public required Goal Goal { get; init; }

    /// <summary>
    /// The number of epochs that all trials train together, an estimate if some of them are stopped early, or null if
    /// only the workload knows it.
    /// </summary>
    public required long? Epochs { get; init; }

    /// <summary>The number of epochs if none were stopped early, or null if only the workload knows it.</summary>
    public required long? EpochsToTheEnd { get; init; }

    /// <summary>The first trials, exactly as the cluster would propose them.</summary>
    public required IReadOnlyList<PlannedTrial> First { get; init; }

    /// <summary>What is allowed in the file but probably not intended, and what this machine lacks.</summary>
    public required IReadOnlyList<FileMessage> Warnings { get; init; }

    /// <summary>Creates the answer.</summary>
    public static PlanAnswer Of(SweepSpec spec, IReadOnlyList<FileMessage> warnings)
    {
        var plan = SweepPlan.Of(spec);
        return new()
        {
            Name = spec.Name,
            Trials = plan.Trials,
            Method = spec.Search.Method,
            Metric = spec.Metric,
            Goal = spec.Search.Goal,
            Epochs = plan.Estimate?.Steps,
            EpochsToTheEnd = plan.Estimate?.StepsToTheEnd,
            First = [.. plan.First.Select(trial => new PlannedTrial(trial.Number, trial.Assignment))],
            Warnings = warnings,
        };
    }
}
