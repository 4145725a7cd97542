using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>Has the executor fetch what a sweep's trials need before the first of them begins.</summary>
internal sealed partial class Preparation(DecisionPump pump, IExecutor executor, ISweepStore store, ILogger log)
{
    private Task _running = Task.CompletedTask;

    /// <summary>Starts the preparation and returns at once. Does nothing if a preparation is already running.</summary>
    public void Begin()
    {
        if (!_running.IsCompleted) return;
        _running = PrepareAsync();
        _running.Ignore();
    }

    private async Task PrepareAsync()
    {
        var spec = pump.Sweep.Spec;
        SearchEvent happened;
        try
        {
            var progress = new Progress<string>(line => LogProgress(spec.Name, line));
            pump.Provenance = await Task.Run(() =>
                executor.PrepareAsync(spec.Workload, spec.Resources.Threads(), progress, CancellationToken.None));
            if (pump.State.NextTrial == 0 && !spec.WarmStart.IsEmpty)
            {
                var lent = await WarmStart.ReadAsync(store, spec);
                await pump.TellAsync(new SearchEvent.ObservationsLent(lent));
            }

            happened = new SearchEvent.Prepared();
        }
        catch (Exception failure)
        {
            LogNotPrepared(failure, spec.Name);
            happened = new SearchEvent.PreparationFailed(failure.Message);
        }

        await pump.TellAsync(happened);
    }

    [LoggerMessage(1, LogLevel.Information, "{Sweep}: {Progress}")]
    private partial void LogProgress(string sweep, string progress);

    [LoggerMessage(2, LogLevel.Debug, "{Sweep} could not be prepared.")]
    private partial void LogNotPrepared(Exception failure, string sweep);
}
