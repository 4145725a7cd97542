using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of a sweep file that define the program of a trial and how it runs.</summary>
internal static class ProgramKeys
{
    public static readonly Key<string> Program = new("program", new TextRule(4_000), "none",
        "The file, or after `-m` the module, that `${program}` names in the command.");

    public static readonly Key<ImmutableArray<Located<string>>> Command = new("command",
        new ListRule<string>(new ArgumentRule()), "`[${env}, ${interpreter}, ${program}, ${args}]`",
        "The words of the command line that a trial runs.");

    public static readonly Key<string> WorkingDirectory = new("working_directory", new TextRule(4_000),
        "where the program is found, see below", "The folder that a program runs in.");

    public static readonly Key<Node.Mapping> Environment = new("env", new MappingRule("{DATA: /data/cifar}"), "none",
        "Environment variables for a program.");

    public static readonly Key<TimeSpan> TimeLimit = new("time_limit", new DurationRule(), "none",
        "The maximum duration of an attempt.");

    public static readonly Key<long> Memory = new("memory", new SizeRule(), "the node's memory",
        "The maximum memory of a program and its child processes together.");

    public static readonly Key<ProgramShim> Shim = new("shim",
        new WordRule<ProgramShim>(
            ("wandb", ProgramShim.Wandb), ("wandb_if_missing", ProgramShim.WandbIfMissing),
            ("mlflow", ProgramShim.Mlflow), ("tensorboard", ProgramShim.Tensorboard),
            ("none", ProgramShim.None)),
        "`wandb_if_missing` in a file with only keys of W&B, else `none`",
        "The other tracker to which a program logs, so that its metrics are the trial's.");

    public static readonly ImmutableArray<Key> All = [Program, Command, WorkingDirectory, Environment,
        TimeLimit, Memory, Shim];
}
