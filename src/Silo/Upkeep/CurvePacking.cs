using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Packing;

namespace Experiments.Silo.Upkeep;

/// <summary>Packs the curves of ended trials, soon after their end. All silos of a cluster share the work.</summary>
internal sealed partial class CurvePacking(
    CurvePacker packer, IOutages outages, TimeProvider time, ILogger<CurvePacking> log)
    : RepeatedWork(TimeSpan.FromSeconds(10), outages, time)
{
    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancel)
    {
        while (await packer.PackAsync(cancel) > 0)
        {
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The curves of ended trials were not packed: {Cause}")]
    protected override partial void LogFailed(string cause);
}
