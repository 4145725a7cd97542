using System.Globalization;
using Experiments.Changes.Sweeps;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Storage.Queries;
using Experiments.Training.OwnWorkloads;

namespace Experiments.Client.Sharing;

/// <summary>Creates a sweep of one trial that repeats a trial of another sweep.</summary>
internal static class OneTrialSweep
{
    private const string Seed = "seed";

    /// <summary>
    /// Creates a sweep whose only assignment is the trial's, with the same seed, threads and device; any node may run
    /// it.
    /// </summary>
    /// <param name="sweep">The trial's sweep.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="name">The name of the new sweep.</param>
    /// <param name="takesSeed">
    /// Whether the workload takes its seed as a parameter, see <see cref="TakesSeedAsync"/>.
    /// </param>
    public static SweepSpec Create(SweepDetail sweep, TrialSummary trial, string name, bool takesSeed)
    {
        var spec = sweep.Spec;
        var values = trial.Assignment.ToList();
        if (takesSeed && !trial.Assignment.TryGet(Seed, out _))
            values.Add(new(Seed, new ParameterValue.Integer(TrialSeeds.Derive(spec, trial.Number))));
        return spec with
        {
            Workload = WithSeed(spec, trial.Number),
            Name = name,
            Description = $"Trial {trial.Number} of {sweep.Summary.Title()}, alone",
            Search = new SearchSpec
            {
                Version = spec.Search.Version,
                Space = new(
                    [.. values.Select(value => new Parameter(value.Key, new Distribution.Constant(value.Value), []))]),
                Method = SearchMethod.Grid,
                Seed = spec.Search.Seed,
                Goal = spec.Search.Goal,
                MaxRestarts = spec.Search.MaxRestarts,
            },
            WarmStart = [],
            // The choice of the sweep was among many trials.
            KeepCheckpoints = CheckpointKeep.Last,
            MaxConcurrentTrials = null,
            Resources = new ResourceSpec { Gpu = spec.Resources.Gpu, Cpu = spec.Resources.Cpu },
        };
    }

    /// <summary>
    /// Returns the workload, with the trial's seed in the environment if it is a program whose file does not set it.
    /// </summary>
    private static WorkloadSpec WithSeed(SweepSpec spec, int trial)
    {
        if (spec.Workload is not WorkloadSpec.Program program
            || program.Environment.ContainsKey(WorkloadSpec.Program.SeedVariable))
            return spec.Workload;
        var seed = TrialSeeds.Derive(spec, trial).ToString(CultureInfo.InvariantCulture);
        return program with { Environment = program.Environment.Add(WorkloadSpec.Program.SeedVariable, seed) };
    }

    /// <summary>
    /// Whether the workload takes its seed as a parameter, so that it can be set; otherwise the seed follows from the
    /// trial's number.
    /// </summary>
    public static async Task<bool> TakesSeedAsync(WorkloadSpec workload, CancellationToken cancel)
    {
        try
        {
            return workload switch
            {
                WorkloadSpec.BuiltIn { Name: var name } => BuiltInWorkloads.Find(name)?.Find(Seed) is not null,
                WorkloadSpec.FromAssembly own => await ModuleLibrary.FindAsync(own, cancel) is not null,
                _ => false,
            };
        }
        catch (UserErrorException)
        {
            // The library is not on this machine; running the sweep reports that.
            return false;
        }
    }
}
