using Experiments.Client.Shells;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;
using Experiments.Contracts.Sweeps;
using Experiments.Training;
using Experiments.Training.Executors;
using Experiments.Training.OwnWorkloads;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Client.Sharing;

/// <summary>
/// Compares what a trial's numbers depend on besides the sweep file: versions, threads, class library and device.
/// </summary>
internal static class ProvenanceDiff
{
    /// <summary>Returns the provenance that a sweep would have if it were run now on this machine.</summary>
    public static async Task<Provenance> HereAsync(Shell shell, SweepSpec spec, CancellationToken cancel)
    {
        var threads = spec.Resources.Threads();
        var progress = new Progress<string>(shell.Error.WriteLine);
        if (spec.Workload is WorkloadSpec.FromAssembly)
            return await new OwnWorkloadExecutor(TimeProvider.System).PrepareAsync(
                spec.Workload, threads, progress, cancel);
        if (spec.Workload is not WorkloadSpec.BuiltIn) return new(ProductVersion.Built, null, null, threads);
        await using var services = new ServiceCollection()
            .AddTraining(TrainingOptions.FromEnvironment(shell.Environment)).BuildServiceProvider();
        return await services.GetRequiredService<InProcessExecutor>()
            .PrepareAsync(spec.Workload, threads, progress, cancel);
    }

    /// <summary>Returns a line for each difference.</summary>
    /// <param name="then">The original trial's provenance and resources.</param>
    /// <param name="now">The repeated trial's provenance and resources.</param>
    public static IEnumerable<string> Differences(
        (Provenance Made, ResourceSpec Resources) then, (Provenance Made, ResourceSpec Resources) now)
    {
        (string What, string Then, string Now)[] all =
        [
            ("version of experiments", then.Made.ExperimentsVersion, now.Made.ExperimentsVersion),
            ("version of torch", then.Made.TorchVersion ?? "none", now.Made.TorchVersion ?? "none"),
            ("threads", $"{then.Made.Threads}", $"{now.Made.Threads}"),
            ("SHA-256 of the class library", Library(then.Made, now.Made), Library(now.Made, then.Made)),
            ("device", DeviceOf(then.Resources), DeviceOf(now.Resources)),
        ];
        return all.Where(one => one.Then != one.Now).Select(one => $"{one.What}: {one.Then} then, {one.Now} now");
    }

    // Compared only if known on both sides: a program's file is known only to the node that ran it.
    private static string Library(Provenance of, Provenance other) =>
        of.WorkloadSha256 is { } sha256 && other.WorkloadSha256 is not null ? sha256 : "";

    private static string DeviceOf(ResourceSpec resources) => resources.Gpu > 0 ? "a GPU" : "the CPU";
}
