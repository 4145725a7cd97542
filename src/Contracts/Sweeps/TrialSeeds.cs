using Experiments.Search.Randomness;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>The seeds of the trials of a sweep.</summary>
public static class TrialSeeds
{
    /// <summary>
    /// Returns the seed of a trial, the same for all of its attempts. Programs and workers outside get one below 2³²,
    /// except in sweeps of the first algorithm version, which keep the seeds that they began with.
    /// </summary>
    public static long Derive(SweepSpec spec, int trial) =>
        spec is { Workload: WorkloadSpec.Program or WorkloadSpec.Outside, Search.Version: > AlgorithmVersions.First }
            ? TrialSeed.NarrowOf(spec.Search.Seed, trial)
            : TrialSeed.Derive(spec.Search.Seed, trial);
}
