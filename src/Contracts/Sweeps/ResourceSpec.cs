namespace Experiments.Contracts.Sweeps;

/// <summary>What one trial needs of a node, and how its sweep stands among others.</summary>
public sealed record ResourceSpec
{
    /// <summary>Share of one GPU, 0 to 1. Default: 0, the trial runs on the CPU.</summary>
    public double Gpu { get; init; }

    /// <summary>CPU cores, &gt; 0; a whole number is also the number of threads it trains with. Default: 1.</summary>
    public double Cpu { get; init; } = 1;

    /// <summary>Nodes that may run it, by the pool they belong to. Default: <c>default</c>.</summary>
    public string Pool { get; init; } = "default";

    /// <summary>A higher one goes first. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>Share among sweeps of the same priority, &gt; 0. Default: 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Threads that a trial computes with: its cores rounded up, at least 1.</summary>
    public int Threads() => Math.Max(1, (int)Math.Ceiling(Cpu));
}
