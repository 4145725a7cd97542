namespace Experiments.Silo.Metrics.Gpus;

/// <summary>The current state of a GPU.</summary>
/// <param name="Device">The device, numbered in the driver's order: <c>cuda:0</c>, …</param>
/// <param name="Utilization">The fraction of the last sample period in which it computed, 0 to 1.</param>
/// <param name="MemoryUsed">The memory in use, in bytes.</param>
/// <param name="MemoryTotal">The total memory, in bytes.</param>
internal readonly record struct GpuReading(string Device, double Utilization, long MemoryUsed, long MemoryTotal);
