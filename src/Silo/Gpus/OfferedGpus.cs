using System.Collections.Immutable;

namespace Experiments.Silo.Gpus;

/// <summary>The GPUs that this node offers, which no other silo of this machine offers meanwhile.</summary>
internal sealed class OfferedGpus : IDisposable
{
    private readonly GpuLocks _locks;

    private OfferedGpus(Nvml? nvml, GpuLocks locks) => (Nvml, _locks) = (nvml, locks);

    /// <summary>The driver's library, or null if there is no driver that answers.</summary>
    public Nvml? Nvml { get; }

    /// <summary>The GPUs.</summary>
    public ImmutableArray<Gpu> Gpus { get; private init; } = [];

    /// <summary>
    /// Why there are none, or why some of the machine's are not among them, for the log; null if neither.
    /// </summary>
    public string? Why { get; private init; }

    /// <summary>Takes the GPUs.</summary>
    /// <param name="wanted">See <see cref="GpuChoice.Choose"/>.</param>
    /// <param name="visible">The value of <c>CUDA_VISIBLE_DEVICES</c>, or null if it is not set.</param>
    /// <exception cref="UserErrorException">
    /// The machine has no such GPU, or another silo offers one that was named.
    /// </exception>
    public static OfferedGpus Take(string? wanted, string? visible)
    {
        var nvml = Nvml.TryOpen(out var why);
        var found = MachineGpus.Find(nvml, why, visible);
        var chosen = GpuChoice.Choose(wanted, found);
        var locks = new GpuLocks();
        var free = chosen.Where(locks.TryTake).ToImmutableArray();
        string? taken = free.Length == chosen.Length
            ? null
            : $"another silo on this machine offers {string.Join(", ", chosen.Except(free))}";
        if (wanted is null || taken is null)
            return new(nvml, locks) { Gpus = free, Why = taken ?? (free.IsEmpty ? found.WhyNone : null) };
        locks.Dispose();
        throw new UserErrorException($"--gpus {wanted}: {taken}; name others, or stop that one first");
    }

    /// <summary>Lets other silos offer the GPUs.</summary>
    public void Dispose() => _locks.Dispose();
}
