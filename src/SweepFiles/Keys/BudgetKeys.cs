using System.Collections.Immutable;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of <c>budget</c>.</summary>
internal static class BudgetKeys
{
    private const string NoLimit = "no limit";

    public static readonly Key<TimeSpan> Time = new("time", new DurationRule(needsUnit: true), NoLimit,
        "The time that the sweep runs: while at least one of its trials does, and it is not paused.");

    public static readonly Key<double> DeviceHours = new("device_hours",
        new RealRule(above: 0, atMost: 1_000_000_000), NoLimit,
        "The hours of all attempts together, times the GPUs of each, or its CPU cores if it uses no GPU.");

    public static readonly Key<long> NoBetterAfter = new("no_better_after", new WholeRule(1, int.MaxValue), NoLimit,
        "The number of trials after the best one of which none is better.");

    public static readonly ImmutableArray<Key> All = [Time, DeviceHours, NoBetterAfter];
}
