using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Packing;

namespace Experiments.Silo.Upkeep;

/// <summary>
/// Packs the curves of trials that ended a minute ago: space is not saved in a hurry, and decisions about a sweep need
/// not wait for its trials to be packed while they end. All silos of a cluster share the work. Many trials are packed
/// at once if their curves are short, since each transaction has its cost, but no transaction shall be long; and the
/// database has as much time for others as packing takes.
/// </summary>
internal sealed partial class CurvePacking(
    CurvePacker packer, IOutages outages, TimeProvider time, ILogger<CurvePacking> log)
    : RepeatedWork(TimeSpan.FromSeconds(10), outages, time)
{
    private static readonly TimeSpan Ended = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time;
    private readonly BatchSize _trials = new(20, 500, TimeSpan.FromMilliseconds(200));

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var (trials, since) = (_trials.Next, _time.GetTimestamp());
            // Fewer than asked for are the last ones.
            if (await packer.PackAsync(trials, Ended, cancel) < trials) return;
            var took = _time.GetElapsedTime(since);
            _trials.Took(took);
            await Task.Delay(took, _time, cancel);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The curves of ended trials were not packed: {Cause}")]
    protected override partial void LogFailed(string cause);
}
