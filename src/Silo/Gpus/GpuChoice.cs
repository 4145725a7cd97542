using System.Collections.Immutable;
using System.Globalization;

namespace Experiments.Silo.Gpus;

/// <summary>Chooses the GPUs that a node offers: the value of <c>--gpus</c>.</summary>
internal static class GpuChoice
{
    private const string Device = "cuda:";

    /// <summary>Returns the GPUs.</summary>
    /// <param name="wanted">
    /// The first so many (<c>2</c>); certain ones by index, device or UUID (<c>0,3</c>, <c>cuda:3</c>,
    /// <c>GPU-1a2b…</c>); or null for all.
    /// </param>
    /// <param name="found">The GPUs of this machine.</param>
    /// <exception cref="UserErrorException">The machine has no such GPU.</exception>
    public static ImmutableArray<Gpu> Choose(string? wanted, MachineGpus found)
    {
        if (wanted is null) return found.Gpus;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return count <= found.Gpus.Length
                ? found.Gpus[..count]
                : throw new UserErrorException($"--gpus {wanted}: {Describe(found)}");
        string[] uuids = [.. found.Gpus.Select(gpu => gpu.Uuid)];
        var chosen = ImmutableArray.CreateBuilder<Gpu>();
        foreach (var name in wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var plain = name.StartsWith(Device, StringComparison.Ordinal) ? name[Device.Length..] : name;
            if (MachineGpus.IndexOf(uuids, plain) is not { } index)
                throw new UserErrorException($"--gpus {wanted}: '{name}' is not one GPU; {Describe(found)}");
            if (chosen.Contains(found.Gpus[index]))
                throw new UserErrorException($"--gpus {wanted}: '{name}' names a GPU for the second time");
            chosen.Add(found.Gpus[index]);
        }

        return chosen.Count > 0
            ? chosen.ToImmutable()
            : throw new UserErrorException(
                $"--gpus takes a number of GPUs, or their indexes or UUIDs such as 0,3, but is '{wanted}'");
    }

    private static string Describe(MachineGpus found) => found.Gpus.IsEmpty
        ? $"this machine has no GPU to offer: {found.WhyNone}"
        : $"this machine has {found.Gpus.Length}: {string.Join(", ", found.Gpus)}";
}
