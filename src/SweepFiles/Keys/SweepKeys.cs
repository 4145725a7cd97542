using System.Collections.Immutable;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>The top-level keys of a sweep file.</summary>
internal static class SweepKeys
{
    private const string None = "none";

    /// <summary>The rule for the name of a sweep.</summary>
    public static readonly TextRule NameRule = new(200);

    public static readonly Key<string> Name = new("name", NameRule, "the file's name without its extension",
        "The name of the sweep; several sweeps may have the same name.");

    public static readonly Key<string> Description = new("description", new TextRule(10_000, lines: true), None,
        "The purpose of the sweep.");

    public static readonly Key<string> Workload = new("workload", new TextRule(1_000), None,
        "The workload of each trial: a built-in one, `Assembly.dll:Type`, or `outside`. Give this or "
        + "`program`/`command`.");

    public static readonly Key<string> Dataset = new("dataset", new TextRule(200), None,
        "The dataset of a built-in workload: `mnist`, `fashion-mnist`, `kmnist`, or `digits`, which needs "
        + "no download.");

    public static readonly Key<SearchMethod> Method = new("method",
        new WordRule<SearchMethod>(
            ("auto", SearchMethod.Auto), ("grid", SearchMethod.Grid), ("random", SearchMethod.Random),
            ("sobol", SearchMethod.Sobol),
            ("tpe", SearchMethod.Tpe), ("gp", SearchMethod.Gp), ("bayes", SearchMethod.Gp),
            ("cmaes", SearchMethod.Cmaes), ("nsga2", SearchMethod.Nsga2)),
        "auto", "How values are proposed. `bayes` is W&B's name for `gp`.");

    public static readonly Key<long> Seed = new("seed", new WholeRule(0, long.MaxValue), "0",
        "The seed of every random choice. The same file with the same seed proposes the same trials.");

    public static readonly Key<Node.Mapping> Metric = new("metric",
        new MappingRule("{name: val_accuracy, goal: maximize}"), "optional for some programs, see below",
        "The objective.");

    public static readonly Key<ImmutableArray<Located<Node.Mapping>>> Metrics = new("metrics",
        new ListRule<Node.Mapping>(new MappingRule("{name: val_accuracy, goal: maximize}")), None,
        "Several objectives, instead of `metric`. A list of one is the same as `metric`.");

    public static readonly Key<Node.Mapping> Constraints = new("constraints",
        new MappingRule("{latency_ms: {max: 20}}"), None,
        "Limits of metrics, which the best trial has to keep, and of sums of parameters.");

    public static readonly Key<Node.Mapping> Parameters = new("parameters",
        new MappingRule("{learning_rate: {value: 0.01}}"), "no parameters", "The search space.");

    public static readonly Key<Node.Mapping> EarlyTerminate = new("early_terminate",
        new MappingRule("{type: asha, max_t: 10}"), "no trial is stopped",
        "Which trials are stopped before their budget ends.");

    public static readonly Key<long> RunCap = new("run_cap", new WholeRule(1, int.MaxValue),
        "none: a grid runs to its end, any other method until it is stopped",
        "The total number of trials, without repeats.");

    public static readonly Key<long> Repeats = new("repeats", new WholeRule(1, 100), "1",
        "The most trials of each assignment, which differ in their seeds; bad ones get fewer.");

    public static readonly Key<Node.Mapping> Budget = new("budget",
        new MappingRule("{time: 2h, device_hours: 10, no_better_after: 30}"), None,
        "What the sweep may use before it ends, whichever is used up first.");

    public static readonly Key<ImmutableArray<Located<Node.Mapping>>> Enqueue = new("enqueue",
        new ListRule<Node.Mapping>(new MappingRule("{learning_rate: 0.01}")), None,
        "Assignments to try before any proposals, in this order.");

    public static readonly Key<ImmutableArray<Located<string>>> WarmStart = new("warm_start",
        new ListRule<string>(new TextRule(200)), None,
        "Other sweeps, by name or id, whose trials the method learns from.");

    public static readonly Key<long> MaxConcurrentTrials = new("max_concurrent_trials", new WholeRule(1, int.MaxValue),
        "no limit", "The maximum number of trials that run at once.");

    public static readonly Key<long> MaxRestarts = new("max_restarts", new WholeRule(0, int.MaxValue), "3",
        "The number of attempts that a trial may lose to failures before it counts as failed.");

    public static readonly Key<Node.Mapping> Resources = new("resources", new MappingRule("{cpu: 1}"),
        "one CPU core", "The resources that each trial needs.");

    public static readonly Key<Node.Mapping> Checkpoint = new("checkpoint", new MappingRule("{every_epochs: 1}"),
        "after each epoch", "How often a trial saves a checkpoint, and which are kept when it has ended.");

    /// <summary>The keys that only W&amp;B uses: a place in W&amp;B, or how its agents are started.</summary>
    private static readonly ImmutableArray<Key> OfWeightsAndBiases =
    [
        .. new[] { "project", "entity", "kind", "apiVersion", "controller", "scheduler", "job", "image_uri" }
            .Select(name => new Key<Node>(name, new IgnoredRule(), None, "Used by W&B only.")),
    ];

    /// <summary>The keys that a sweep file of W&amp;B may have.</summary>
    public static readonly ImmutableArray<Key> KnownToWeightsAndBiases =
    [
        Name, Description, ProgramKeys.Program, ProgramKeys.Command, Method, Metric, Parameters, EarlyTerminate, RunCap,
        .. OfWeightsAndBiases,
    ];

    public static readonly ImmutableArray<Key> All =
    [
        Name, Description, Workload, Dataset, .. ProgramKeys.All, Method, Seed, Metric, Metrics, Constraints,
        Parameters, EarlyTerminate, RunCap, Repeats, Budget, Enqueue, WarmStart, MaxConcurrentTrials, MaxRestarts,
        Resources, Checkpoint,
        .. OfWeightsAndBiases,
    ];
}
