using System.ComponentModel;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;
using Experiments.Grains.Nodes;
using Experiments.Grains.Reachability;

namespace Experiments.Silo.Hosting.Restarting;

/// <summary>
/// Starts the silo of this process again: executes its program once more, so that threads, connections and devices of
/// the old silo are gone at once, and the process id, which a service manager watches, stays. See docs/adr/0045.
/// </summary>
internal sealed class SiloRestart(string[] args, SiloOptions options, TimeProvider time) : ISiloRestart
{
    /// <summary>The time of service after which earlier restarts no longer count: 10 minutes.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(10);

    /// <summary>The longest pause before a restart: a minute.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>How long trials may save a checkpoint before the silo leaves.</summary>
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(3);

    private readonly long _since = time.GetTimestamp();
    private IServiceProvider? _services;
    private int _begun;

    /// <summary>
    /// Whether the silo is started again if it cannot start: it was before, and no person waits for it to tell why.
    /// </summary>
    public bool IsWanted => options.Restarts > 0;

    /// <summary>Gives access to what the silo must hand back before it leaves.</summary>
    public void Serve(IServiceProvider services) => _services = services;

    /// <summary>
    /// Before the silo starts again: pauses, the longer the more often it was started, and clears away what the
    /// previous one has left.
    /// </summary>
    public async Task PauseAsync()
    {
        if (options.Restarts == 0) return;
        await Task.Delay(PauseBefore(options.Restarts), time);
        PreviousChildren.Reap();
    }

    /// <summary>Returns the pause before a restart: a second, twice as long each time, up to a minute.</summary>
    public static TimeSpan PauseBefore(int restarts)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(restarts - 1, 10)));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(string reason)
    {
        if (_services is { } services)
        {
            var node = services.GetRequiredService<NodeAgent>();
            await TryAsync(node.LeaveAsync());
            await TryAsync(services.GetRequiredService<IClusterRegistry>().LeaveAsync(
                node.Silo, CancellationToken.None));
        }

        await AgainAsync(reason);
    }

    /// <summary>Says why, and starts the silo again. On Unix, does not return unless the program is gone.</summary>
    /// <param name="reason">The reason as a sentence without a full stop.</param>
    /// <returns>The exit code of this process.</returns>
    public async Task<int> AgainAsync(string reason)
    {
        // Several parts of the silo may notice the same fault.
        if (Interlocked.Exchange(ref _begun, 1) == 1) await Task.Delay(Timeout.InfiniteTimeSpan, time);
        var restarts = time.GetElapsedTime(_since) > Calm ? 1 : options.Restarts + 1;
        // What was logged before is written first.
        _services?.GetService<ILoggerFactory>()?.Dispose();
        SiloLogs.Write(options, $"{reason}; the silo starts again in {PauseBefore(restarts).TotalSeconds:0} s");
        try
        {
            return await ProcessImage.ReplaceAsync(Environment.ProcessPath!, Arguments(restarts));
        }
        catch (Win32Exception gone)
        {
            SiloLogs.Write(
                options, $"'{Environment.ProcessPath}' cannot be started again ({gone.Message}); start it yourself");
            return 1;
        }
    }

    private string[] Arguments(int restarts)
    {
        // Without a program file of its own, this is an argument of dotnet.
        string[] assembly = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.GetCommandLineArgs()[0]]
            : [];
        return
        [
            .. assembly, .. args.Where(arg => !arg.StartsWith("--restarts=", StringComparison.Ordinal)),
            $"--restarts={restarts}",
        ];
    }

    // The database or a sweep's silo may be out of reach, which is why the silo leaves.
    private async Task TryAsync(Task step) =>
        await step.WaitAsync(Draining, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
