using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of <c>metric</c>.</summary>
internal static class MetricKeys
{
    /// <summary>The value of <c>impute</c> that describes how failed trials are treated here.</summary>
    public const string Worst = "worst";

    public static readonly Key<string> Name = new("name", new MetricNameRule(), "required",
        "The name of the metric that is the objective.");

    public static readonly Key<Goal> Goal = new("goal",
        new WordRule<Goal>(("minimize", Workloads.Goal.Minimize), ("maximize", Workloads.Goal.Maximize)),
        "minimize", "The direction in which the objective improves.");

    public static readonly Key<double> Target = new("target", new RealRule(), "none",
        "The sweep ends once a trial completes with this objective or a better one.");

    public static readonly Key<ObjectiveAt> At = new("at",
        new WordRule<ObjectiveAt>(("last", ObjectiveAt.Last), ("best", ObjectiveAt.Best)), "last",
        "Whether a trial ranks by the last value that it reports, or by the best one so far.");

    public static readonly Key<string> Impute = new("impute",
        new WordRule<string>((Worst, Worst), ("best", "best"), ("latest", "latest")),
        Worst, "W&B's key for the value of a failed trial. Here a failed trial always counts as worse than any other.");

    public static readonly Key<Node> ImputeWhileRunning = new("impute_while_running", new IgnoredRule(), "none",
        "Used by W&B only. The methods here always account for trials that are still running.");

    public static readonly ImmutableArray<Key> All = [Name, Goal, At, Target, Impute, ImputeWhileRunning];
}
