using System.Collections.Immutable;

namespace Experiments.Grains.Nodes;

/// <summary>
/// How much of a node's devices is used. 0 ≤ used ≤ capacity holds for each device, up to rounding. Not thread-safe.
/// </summary>
internal sealed class DeviceLedger(double cpus, ImmutableArray<string> gpus)
{
    // Shares such as 0.1 do not add up to 1 exactly.
    private const double Tolerance = 1e-9;

    private readonly Dictionary<string, double> _gpus = gpus.ToDictionary(gpu => gpu, _ => 1.0);
    private double _cpusUsed;

    /// <summary>
    /// Returns the device on which a share fits now, or null if none: the GPU with the smallest sufficient free share,
    /// or <c>cpu</c>.
    /// </summary>
    /// <param name="cpu">The number of CPU cores.</param>
    /// <param name="gpu">The share of a GPU, or 0.</param>
    /// <param name="closed">GPUs that are not to be used, or null if there are none.</param>
    public string? Find(double cpu, double gpu, IReadOnlySet<string>? closed = null)
    {
        if (cpu > cpus - _cpusUsed + Tolerance) return null;
        if (gpu == 0) return "cpu";
        return _gpus.Where(device => device.Value + Tolerance >= gpu && closed?.Contains(device.Key) is not true)
            .OrderBy(device => device.Value).ThenBy(device => device.Key, StringComparer.Ordinal)
            .Select(device => device.Key).FirstOrDefault();
    }

    /// <summary>Returns the free share of all GPUs, or of the cores, from 0 to 1.</summary>
    public double FreeShare(bool gpu) =>
        !gpu ? 1 - _cpusUsed / cpus : _gpus.Count == 0 ? 0 : _gpus.Values.Sum() / _gpus.Count;

    /// <summary>Takes a share of a named device. Returns false if it does not fit.</summary>
    public bool TryTake(string device, double cpu, double gpu)
    {
        if (cpu > cpus - _cpusUsed + Tolerance) return false;
        if (gpu > 0 && !(_gpus.TryGetValue(device, out var free) && free + Tolerance >= gpu)) return false;
        _cpusUsed += cpu;
        if (gpu > 0) _gpus[device] = Math.Max(0, _gpus[device] - gpu);
        return true;
    }

    /// <summary>Gives back a share that <see cref="TryTake"/> took.</summary>
    public void Give(string device, double cpu, double gpu)
    {
        _cpusUsed = Math.Max(0, _cpusUsed - cpu);
        if (gpu > 0) _gpus[device] = Math.Min(1, _gpus[device] + gpu);
    }
}
