namespace Experiments.Silo.Metrics.Gpus;

/// <summary>What a GPU does now.</summary>
/// <param name="Device">Which, in the driver's order: <c>cuda:0</c>, …</param>
/// <param name="Utilization">Share of the last moments in which it computed, 0 to 1.</param>
/// <param name="MemoryUsed">Bytes in use.</param>
/// <param name="MemoryTotal">Bytes there are.</param>
internal readonly record struct GpuReading(string Device, double Utilization, long MemoryUsed, long MemoryTotal);
