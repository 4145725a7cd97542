namespace Experiments.Search.Specs;

/// <summary>What a sweep may use before it ends; null parts have no limit.</summary>
public sealed record SweepBudget
{
    /// <summary>
    /// The time that it runs, in seconds, &gt; 0. It counts while at least one of its trials runs and no user has
    /// paused the sweep.
    /// </summary>
    public double? Seconds { get; init; }

    /// <summary>
    /// The time of all its attempts together, in hours, multiplied by what each uses: GPUs if it uses a share of one,
    /// otherwise CPU cores; &gt; 0.
    /// </summary>
    public double? DeviceHours { get; init; }

    /// <summary>The number of trials, ≥ 1, that it tries after its best trial without finding a better one.</summary>
    public int? NoBetterAfter { get; init; }

    /// <summary>Returns the budget with other limits; null leaves a part as it is.</summary>
    public SweepBudget With(double? seconds, double? deviceHours, int? noBetterAfter) => new()
    {
        Seconds = seconds ?? Seconds,
        DeviceHours = deviceHours ?? DeviceHours,
        NoBetterAfter = noBetterAfter ?? NoBetterAfter,
    };
}
