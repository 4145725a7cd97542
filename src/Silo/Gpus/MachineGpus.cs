using System.Collections.Immutable;
using System.Globalization;

namespace Experiments.Silo.Gpus;

/// <summary>The GPUs of this machine that this process may use.</summary>
/// <param name="Gpus">The GPUs, in the order of the PCI bus or of <c>CUDA_VISIBLE_DEVICES</c>.</param>
/// <param name="WhyNone">Why there are none, as the rest of a sentence, or null if there are some.</param>
internal sealed record MachineGpus(ImmutableArray<Gpu> Gpus, string? WhyNone)
{
    /// <summary>Finds them.</summary>
    /// <param name="nvml">The driver's library, or null if there is no driver that answers.</param>
    /// <param name="why">Why there is no such driver.</param>
    /// <param name="visible">The value of <c>CUDA_VISIBLE_DEVICES</c>, or null if it is not set.</param>
    public static MachineGpus Find(Nvml? nvml, string? why, string? visible)
    {
        if (nvml is null) return new([], why);
        var all = nvml.List();
        if (all.Count == 0) return new([], "NVIDIA's driver finds none");
        ImmutableArray<Gpu> gpus =
        [
            .. Visible([.. all.Select(gpu => gpu.Uuid)], visible).Select((index, number) => new Gpu(
                string.Create(CultureInfo.InvariantCulture, $"cuda:{number}"), all[index].Uuid, all[index].Model,
                all[index].Memory)),
        ];
        return new(gpus, gpus.IsEmpty ? $"CUDA_VISIBLE_DEVICES='{visible}' hides all {all.Count}" : null);
    }

    /// <summary>
    /// Returns the GPUs that CUDA sees, in its order: those that <c>CUDA_VISIBLE_DEVICES</c> names by an index or by
    /// the beginning of a UUID, up to the first name that is not that of a GPU
    /// (https://docs.nvidia.com/cuda/cuda-c-programming-guide/#cuda-environment-variables).
    /// </summary>
    /// <param name="uuids">The UUIDs of all GPUs.</param>
    /// <param name="visible">The value of the variable, or null if it is not set.</param>
    /// <returns>Indexes of <paramref name="uuids"/>.</returns>
    internal static IReadOnlyList<int> Visible(IReadOnlyList<string> uuids, string? visible)
    {
        if (visible is null) return [.. Enumerable.Range(0, uuids.Count)];
        var seen = new List<int>();
        foreach (var name in visible.Split(',', StringSplitOptions.TrimEntries))
        {
            if (IndexOf(uuids, name) is not { } index || seen.Contains(index)) break;
            seen.Add(index);
        }

        return seen;
    }

    /// <summary>
    /// Returns the GPU with an index, or with a UUID that begins so, or null if it is not exactly one.
    /// </summary>
    internal static int? IndexOf(IReadOnlyList<string> uuids, string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return index < uuids.Count ? index : null;
        if (!name.StartsWith("GPU-", StringComparison.OrdinalIgnoreCase)) return null;
        int[] found =
        [
            .. Enumerable.Range(0, uuids.Count)
                .Where(each => uuids[each].StartsWith(name, StringComparison.OrdinalIgnoreCase)),
        ];
        return found is [var one] ? one : null;
    }
}
