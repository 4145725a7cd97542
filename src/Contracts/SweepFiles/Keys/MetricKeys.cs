using System.Collections.Immutable;
using Experiments.Contracts.SweepFiles.Rules;
using Experiments.Search.Deciding;

namespace Experiments.Contracts.SweepFiles.Keys;

/// <summary>The keys of <c>metric</c>.</summary>
internal static class MetricKeys
{
    public static readonly Key<string> Name = new("name", new MetricNameRule(), "must be given",
        "Name of the metric that is the objective.");

    public static readonly Key<Goal> Goal = new("goal",
        new WordRule<Goal>(("minimize", Search.Deciding.Goal.Minimize), ("maximize", Search.Deciding.Goal.Maximize)),
        "minimize", "Which way the objective is better.");

    public static readonly Key<double> Target = new("target", new RealRule(), "none",
        "An objective that ends the sweep once a trial completes with it or better.");

    public static readonly ImmutableArray<Key> All = [Name, Goal, Target];
}
