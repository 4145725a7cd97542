using System.Globalization;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sharing;

/// <summary>A sweep of one trial that trains as a trial of another sweep did.</summary>
internal static class OneTrialSweep
{
    private const string Seed = "seed";

    /// <summary>
    /// Its only assignment is the trial's, its seed too; threads and device are as they were, and any node may run it.
    /// </summary>
    public static SweepSpec Create(SweepDetail sweep, TrialSummary trial, string name)
    {
        var spec = sweep.Spec;
        var values = trial.Assignment.ToList();
        if (TakesSeed(spec.Workload) && !trial.Assignment.TryGet(Seed, out _))
            values.Add(new(Seed, new ParameterValue.Integer(TrialSeeds.Derive(spec, trial.Number))));
        return spec with
        {
            Workload = WithSeed(spec, trial.Number),
            Name = name,
            Description = $"Trial {trial.Number} of sweep '{sweep.Summary.Name}' ({sweep.Summary.Id}), alone",
            Search = new SearchSpec
            {
                Version = spec.Search.Version,
                Space = new([.. values.Select(value => new Parameter(value.Key, new Distribution.Constant(value.Value), []))]),
                Method = SearchMethod.Grid,
                Seed = spec.Search.Seed,
                Goal = spec.Search.Goal,
                MaxRestarts = spec.Search.MaxRestarts,
            },
            WarmStart = [],
            MaxConcurrentTrials = null,
            Resources = new ResourceSpec { Gpu = spec.Resources.Gpu, Cpu = spec.Resources.Cpu },
        };
    }

    /// <summary>A program finds its seed in its environment, where the file may say it.</summary>
    private static WorkloadSpec WithSeed(SweepSpec spec, int trial)
    {
        if (spec.Workload is not WorkloadSpec.Program program || program.Environment.ContainsKey(WorkloadSpec.Program.SeedVariable))
            return spec.Workload;
        var seed = TrialSeeds.Derive(spec, trial).ToString(CultureInfo.InvariantCulture);
        return program with { Environment = program.Environment.Add(WorkloadSpec.Program.SeedVariable, seed) };
    }

    /// <summary>Whether the seed is a parameter, so that it can be given; else it follows from the trial's number.</summary>
    public static bool TakesSeed(WorkloadSpec workload) =>
        BuiltInWorkloads.SchemaOf(workload)?.Find(Seed) is not null;
}
