namespace Experiments.Silo.Gpus;

/// <summary>The current state of a GPU.</summary>
/// <param name="Utilization">The fraction of the last sample period in which it computed, 0 to 1.</param>
/// <param name="MemoryUsed">The memory in use, in bytes.</param>
internal readonly record struct GpuReading(double Utilization, long MemoryUsed);
