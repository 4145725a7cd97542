namespace Experiments.Contracts.Sweeps;

/// <summary>The resources that one trial needs, and the sweep's priority among others.</summary>
public sealed record ResourceSpec
{
    /// <summary>The share of one GPU, 0 to 1. Default: 0, the trial runs on the CPU.</summary>
    public double Gpu { get; init; }

    /// <summary>
    /// The number of CPU cores, &gt; 0. Rounded up, it is the number of threads to train with. Default: 1. It is 0 if
    /// workers outside the cluster train, so that their number has no limit here.
    /// </summary>
    public double Cpu { get; init; } = 1;

    /// <summary>The pool of nodes that may run it. Default: <c>default</c>.</summary>
    public string Pool { get; init; } = "default";

    /// <summary>The priority; sweeps with a higher one go first. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>The weight among sweeps of the same priority, &gt; 0. Default: 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>
    /// Returns how long devices were used, in hours of GPUs, if a trial uses a share of one, or else of CPU cores; of
    /// workers outside the cluster, whose devices are not known, in hours of workers.
    /// </summary>
    /// <param name="trained">The time that trials trained, together; rests and waits do not count.</param>
    public double DeviceHours(TimeSpan trained) => trained.TotalHours * (Gpu > 0 ? Gpu : Cpu > 0 ? Cpu : 1);

    /// <summary>Returns the number of threads that a trial computes with: its cores rounded up, at least 1.</summary>
    public int Threads() => Math.Max(1, (int)Math.Ceiling(Cpu));
}
