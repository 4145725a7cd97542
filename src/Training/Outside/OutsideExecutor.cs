using System.Collections.Concurrent;
using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs;
using Experiments.Training.Programs.Output;
using Microsoft.Extensions.Logging;

namespace Experiments.Training.Outside;

/// <summary>
/// Follows attempts that workers outside the cluster carry out. What they say reaches this node through the sweep; each
/// line is read like one that a program prints.
/// </summary>
/// <param name="logs">The store for the lines of workers.</param>
/// <param name="options">The options for logs.</param>
/// <param name="time">The clock that measures silence.</param>
/// <param name="logger">The logger for logs that cannot be written.</param>
public sealed class OutsideExecutor(
    ITrialLogStore logs, ProgramOptions options, TimeProvider time, ILogger<OutsideExecutor> logger)
    : IExecutor, IOutsideTrials
{
    /// <summary>How long a message waits for its attempt, which has started and is about to be followed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Sweep, int Trial, int Attempt), TaskCompletionSource<OutsideAttempt>>
        _attempts = [];

    /// <inheritdoc/>
    public Task<Provenance> PrepareAsync(
        WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel) =>
        Task.FromResult(new Provenance(ProductVersion.Built, TorchVersion: null, DatasetSha256: null, threads));

    /// <inheritdoc/>
    public async Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted)
    {
        await using var log = new ProgramLog(
            logs, order.Trial, order.Attempt, new SecretValues([], []), options.LogPause, time, logger);
        var notices = new Notices(log.Note);
        var reports = new MetricReports(
            host, new StepAxis(0, notices), null,
            [.. new[] { order.Objective, order.Clock }.OfType<string>()], notices);
        var attempt = new OutsideAttempt(host, reports, log, time);
        var key = (order.SweepId, order.Trial.Number, order.Attempt);
        Slot(key).TrySetResult(attempt);
        try
        {
            await attempt.FollowAsync(interrupted);
        }
        finally
        {
            _attempts.TryRemove(key, out _);
        }
    }

    /// <inheritdoc/>
    public async Task<OutsideAnswer?> TellAsync(string sweepId, OutsideMessage message)
    {
        var key = (sweepId, message.Trial, message.Attempt);
        var slot = Slot(key);
        try
        {
            return await (await slot.Task.WaitAsync(Patience, time)).TakeAsync(message);
        }
        catch (TimeoutException)
        {
            _attempts.TryRemove(KeyValuePair.Create(key, slot));
            return null;
        }
    }

    private TaskCompletionSource<OutsideAttempt> Slot((string Sweep, int Trial, int Attempt) key) =>
        _attempts.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
