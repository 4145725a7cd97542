using Experiments.Search.Randomness;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>The seeds that the trials of a sweep are given.</summary>
public static class TrialSeeds
{
    /// <summary>
    /// The seed of a trial, the same for all of its attempts. Programs get one below 2³²; those of sweeps that were submitted
    /// before keep what they began with.
    /// </summary>
    public static long Of(SweepSpec spec, int trial) => spec is { Workload: WorkloadSpec.Program, Search.Version: > AlgorithmVersions.First }
        ? TrialSeed.NarrowOf(spec.Search.Seed, trial)
        : TrialSeed.Of(spec.Search.Seed, trial);
}
