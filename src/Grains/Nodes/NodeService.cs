using Experiments.Contracts.Grains;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Nodes;

/// <summary>
/// Sends the fleet what this node has and runs, every second and at each change. At the end it lets running attempts
/// save a checkpoint and give back their leases before the silo stops.
/// </summary>
public sealed partial class NodeService(
    NodeAgent agent, NodeStanding standing, NodeMeters meters, IGrainFactory grains, IOptions<NodeOptions> options,
    TimeProvider time,
    ILogger<NodeService> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _firstBeat = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the fleet knows this node.</summary>
    public Task Joined => _firstBeat.Task;

    /// <summary>Whether the fleet knows this node, and the node is not leaving. It may be drained.</summary>
    public bool IsIn => Joined.IsCompleted && !agent.IsLeaving;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.Show(agent, standing);
        while (true)
        {
            var beat = agent.Beat() with { Quarantined = standing.Quarantined };
            var changed = agent.Changed;
            var pause = Task.Delay(Interval, time, stoppingToken);
            await (await TryTellAsync(beat) ? Task.WhenAny(changed, pause) : pause);
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A stop that is not graceful does not wait for attempts.
        if (!cancellationToken.IsCancellationRequested) await LeaveAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    private async Task LeaveAsync(CancellationToken cancel)
    {
        LogLeaving();
        try
        {
            await agent.LeaveAsync().WaitAsync(options.Value.DrainTime, time, cancel);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogNotDrained();
        }
    }

    private async Task<bool> TryTellAsync(NodeBeat beat)
    {
        try
        {
            await grains.GetGrain<IFleetGrain>(options.Value.Pool).BeatAsync(beat);
            agent.Acknowledge(beat);
            _firstBeat.TrySetResult();
            return true;
        }
        catch (Exception failure)
        {
            // The fleet is moving or the silo is starting; the next beat repeats this one.
            LogNoAnswer(failure);
            return false;
        }
    }

    [LoggerMessage(
        1, LogLevel.Warning,
        "Attempts still run after the time to drain; they will continue from their last checkpoints.")]
    private partial void LogNotDrained();

    [LoggerMessage(
        3, LogLevel.Information,
        "This node is leaving: it takes no more attempts, and those that run save checkpoints.")]
    private partial void LogLeaving();

    [LoggerMessage(2, LogLevel.Debug, "The fleet did not answer a beat.")]
    private partial void LogNoAnswer(Exception failure);
}
