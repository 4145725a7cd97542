using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Fleet;

namespace Experiments.Grains.Tests.Support;

/// <summary>Beats, claims and demands for tests of the fleet's books.</summary>
internal static class Beats
{
    private static long _lastDemand;

    public static NodeBeat Of(
        string silo, double cpus = 2, ImmutableArray<string>? gpus = null, params IEnumerable<Lease> claimed) => new()
        {
            Silo = silo,
            Name = silo,
            Cpus = cpus,
            Gpus = gpus ?? [],
            Claims = [.. claimed.Select(lease => Claim(lease))],
            Ended = [],
        };

    public static Claim Claim(Lease lease, string sweep = "sweep", int trial = 0, int attempt = 1) =>
        new() { Lease = lease, SweepId = sweep, Trial = trial, Attempt = attempt };

    public static SweepDemand Demand(
        string sweep, int wanted, double cpu = 1, double gpu = 0, int priority = 0, double weight = 1) => new()
        {
            SweepId = sweep,
            Target = wanted,
            Running = 0,
            Activation = Guid.Empty,
            Number = Interlocked.Increment(ref _lastDemand),
            Cpu = cpu,
            Gpu = gpu,
            Priority = priority,
            Weight = weight,
        };

    /// <summary>How many each sweep was granted, in order of the sweeps.</summary>
    public static IEnumerable<(string Sweep, int Grants)> BySweep(this IEnumerable<Grant> grants) =>
        grants.CountBy(grant => grant.SweepId).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));

    /// <summary>How many were granted on each silo, in order of the silos.</summary>
    public static IEnumerable<(string Silo, int Grants)> BySilo(this IEnumerable<Grant> grants) =>
        grants.CountBy(grant => grant.Lease.Silo).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));
}
