using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Client.Watching;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Running;

/// <summary>One sweep on a silo of its own: start, submit or go on, watch, say which was best, stop.</summary>
/// <param name="shell">Where it is told.</param>
/// <param name="spec">The sweep.</param>
/// <param name="file">The file that it came from, as it was named; null: it came from none.</param>
/// <param name="left">Id of a sweep that was left unfinished, to go on with; null: a new one begins.</param>
/// <param name="verbose">Whether errors have stack traces.</param>
internal sealed class LocalRun(Shell shell, SweepSpec spec, string? file, string? left, bool verbose)
{
    // A checkpoint of each running trial is written in that time, also on a slow disk.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Nobody waits longer for an answer on the way out.
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(5);

    private readonly string _cluster = $"run-{SweepIds.New()}";

    /// <summary>The sweep's id.</summary>
    public string Id { get; } = left ?? SweepIds.New();

    /// <summary>Runs it to its end.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string program, CancellationToken cancel)
    {
        using var silo = AttachedSilo.Start(program, _cluster, verbose, adopt: left);
        try
        {
            return await WorkAsync(silo, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            shell.Error.WriteLine("stopping: running trials save a checkpoint; Ctrl-C again ends them at once");
            await StopAsync(silo);
            shell.Error.WriteLine(await LeaveAsync()
                ? $"interrupted: {Title} is kept with its checkpoints; {GoOn}"
                : "interrupted: nothing was submitted");
            return ExitCodes.Interrupted;
        }
        finally
        {
            if (verbose)
            {
                foreach (var line in silo.Log.Lines) shell.Error.WriteLine(line);
            }

            await StopAsync(silo);
        }
    }

    private string Title => $"sweep '{spec.Name}' ({Id})";

    private string GoOn => file is null
        ? "'experiments serve' goes on with it"
        : $"'experiments run {ShellText.Quote(file)} --resume' or 'experiments serve' goes on with it";

    private async Task<int> WorkAsync(AttachedSilo silo, CancellationToken cancel)
    {
        var address = await silo.WhenReadyAsync(cancel);
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var work = FollowAsync(silo, address, alive.Token);
        if (await Task.WhenAny(work, silo.Exited) == work) return await work;

        await alive.CancelAsync();
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        var last = await silo.LastWordsAsync();
        throw new UserErrorException(await LeaveAsync()
            ? $"the silo ended in the middle of {Title} ({last}); "
                + $"what was done is kept, and {GoOn}"
            : $"the silo ended before it took the sweep ({last}); nothing was submitted");
    }

    private async Task<int> FollowAsync(AttachedSilo silo, ReadyLine address, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        if (left is null)
        {
            var resolved = await WarmStarts.ResolveAsync(database, spec, cancel);
            await Submission.SendAsync(database, address.Cluster, [address.Gateway], Id, resolved, shell.Time, cancel);
        }

        shell.Out.WriteLine($"{Title}: metrics at {address.Http}/metrics");
        var sweep = await database.FindAsync(Id, cancel);
        var view = await Watches.FollowAsync(shell, database.Sweeps, sweep, () => silo.Log.News, cancel);
        foreach (var advice in silo.Log.Advice) shell.Error.WriteLine(advice);
        return await SweepEnd.ReportAsync(shell, database.Sweeps, sweep, view, cancel);
    }

    // The silo has ended, and may not have said so. A call that was cut off may have come through: the database knows.
    private async Task<bool> LeaveAsync()
    {
        using var patience = new CancellationTokenSource(LastLook, shell.Time);
        await using var database = await SweepDatabase.TryOpenAsync(shell, patience.Token);
        if (database is null) return false;
        await database.LeaveAsync(_cluster, patience.Token);
        return await database.Sweeps.FindAsync(Id, patience.Token) is not null;
    }

    private Task StopAsync(AttachedSilo silo) => silo.StopAsync(Patience, shell.Time, shell.Interruption.Insisted);
}
