using System.Collections.Immutable;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of a sweep file itself.</summary>
internal static class SweepKeys
{
    private const string None = "none";

    /// <summary>What a sweep may be called.</summary>
    public static readonly TextRule NameRule = new(200);

    public static readonly Key<string> Name = new("name", NameRule, "the file's name without its extension",
        "What people call the sweep; several may have the same name.");

    public static readonly Key<string> Description = new("description", new TextRule(10_000, lines: true), None,
        "What the sweep is for.");

    public static readonly Key<string> Workload = new("workload", new TextRule(1_000), None,
        "What each trial runs: a built-in workload, or `Assembly.dll:Type`. Give this or `program`/`command`.");

    public static readonly Key<string> Dataset = new("dataset", new TextRule(200), None,
        "What a workload trains on: `mnist`, `fashion-mnist`, `kmnist`, or `digits`, which needs no download.");

    public static readonly Key<SearchMethod> Method = new("method",
        new WordRule<SearchMethod>(
            ("grid", SearchMethod.Grid), ("random", SearchMethod.Random), ("sobol", SearchMethod.Sobol),
            ("tpe", SearchMethod.Tpe), ("gp", SearchMethod.Gp), ("bayes", SearchMethod.Gp), ("cmaes", SearchMethod.Cmaes)),
        "must be given", "How values are proposed. `bayes` is W&B's name for `gp`.");

    public static readonly Key<long> Seed = new("seed", new WholeRule(0, long.MaxValue), "0",
        "Seed of every random choice: the same file with the same seed proposes the same trials.");

    public static readonly Key<Node.Mapping> Metric = new("metric",
        new MappingRule("{name: val_accuracy, goal: maximize}"), "a program may have no objective, see below", "The objective.");

    public static readonly Key<Node.Mapping> Parameters = new("parameters",
        new MappingRule("{learning_rate: {value: 0.01}}"), "no parameters", "What is searched.");

    public static readonly Key<Node.Mapping> EarlyTerminate = new("early_terminate",
        new MappingRule("{type: asha, max_t: 10}"), "nobody is stopped", "Who is stopped before its budget ends.");

    public static readonly Key<long> RunCap = new("run_cap", new WholeRule(1, int.MaxValue),
        "a grid runs whole, any other method until it is stopped", "Trials in total.");

    public static readonly Key<ImmutableArray<Located<Node.Mapping>>> Enqueue = new("enqueue",
        new ListRule<Node.Mapping>(new MappingRule("{learning_rate: 0.01}")), None,
        "Assignments to try before any proposal, in this order.");

    public static readonly Key<ImmutableArray<Located<string>>> WarmStart = new("warm_start",
        new ListRule<string>(new TextRule(200)), None, "Sweeps, by name or id, whose trials the method learns from.");

    public static readonly Key<long> MaxConcurrentTrials = new("max_concurrent_trials", new WholeRule(1, int.MaxValue),
        "whatever the fleet grants", "Most trials that run at once.");

    public static readonly Key<long> MaxRestarts = new("max_restarts", new WholeRule(0, int.MaxValue), "3",
        "Attempts that a trial may lose to failures before it counts as failed.");

    public static readonly Key<Node.Mapping> Resources = new("resources", new MappingRule("{cpu: 1}"),
        "one CPU core", "What each trial needs of a node.");

    public static readonly Key<Node.Mapping> Checkpoint = new("checkpoint", new MappingRule("{every_epochs: 1}"),
        "after each epoch", "How often a trial saves what it needs to go on.");

    /// <summary>W&amp;B's own, which name a place there or say how its agents are started.</summary>
    private static readonly ImmutableArray<Key> OfWeightsAndBiases =
    [
        .. new[] { "project", "entity", "kind", "apiVersion", "controller", "scheduler", "job", "image_uri" }
            .Select(name => new Key<Node>(name, new IgnoredRule(), None, "Means something to W&B only.")),
    ];

    public static readonly ImmutableArray<Key> All =
    [
        Name, Description, Workload, Dataset, .. ProgramKeys.All, Method, Seed, Metric, Parameters, EarlyTerminate, RunCap,
        Enqueue, WarmStart, MaxConcurrentTrials, MaxRestarts, Resources, Checkpoint, .. OfWeightsAndBiases,
    ];
}
