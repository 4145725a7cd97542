using System.Collections.Immutable;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of <c>metric</c>.</summary>
internal static class MetricKeys
{
    /// <summary>How a trial that failed teaches.</summary>
    public const string Worst = "worst";

    public static readonly Key<string> Name = new("name", new MetricNameRule(), "must be given",
        "Name of the metric that is the objective.");

    public static readonly Key<Goal> Goal = new("goal",
        new WordRule<Goal>(("minimize", Workloads.Goal.Minimize), ("maximize", Workloads.Goal.Maximize)),
        "minimize", "Which way the objective is better.");

    public static readonly Key<double> Target = new("target", new RealRule(), "none",
        "An objective that ends the sweep once a trial completes with it or better.");

    public static readonly Key<string> Impute = new("impute", new WordRule<string>((Worst, Worst), ("best", "best"), ("latest", "latest")),
        Worst, "W&B's word for how a trial that failed teaches: here always as one that is worse than any other.");

    public static readonly Key<Node> ImputeWhileRunning = new("impute_while_running", new IgnoredRule(), "none",
        "Means something to W&B only: methods here allow for trials that still run.");

    public static readonly ImmutableArray<Key> All = [Name, Goal, Target, Impute, ImputeWhileRunning];
}
