using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Client.Watching;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Running;

/// <summary>One sweep on a silo of its own: start, submit, watch, say which was best, stop.</summary>
internal sealed class LocalRun(Shell shell, SweepSpec spec, bool verbose)
{
    // A checkpoint of each running trial is written in that time, also on a slow disk.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The sweep's id.</summary>
    public string Id { get; } = SweepIds.New();

    /// <summary>Runs it to its end.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string program, CancellationToken cancel)
    {
        using var silo = AttachedSilo.Start(program, $"run-{Id}", verbose);
        try
        {
            return await WorkAsync(silo, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await StopAsync(silo);
            shell.Error.WriteLine(await IsKeptAsync()
                ? $"interrupted: {Title} is kept with its checkpoints; 'experiments serve' goes on with it"
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
        throw new UserErrorException(await IsKeptAsync()
            ? $"the silo ended in the middle of {Title} ({last}); "
                + "what was done is kept, and 'experiments serve' goes on with it"
            : $"the silo ended before it took the sweep ({last}); nothing was submitted");
    }

    private async Task<int> FollowAsync(AttachedSilo silo, ReadyLine address, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        var resolved = await WarmStarts.ResolveAsync(database, spec, cancel);
        await Submission.SendAsync(database, address.Cluster, [address.Gateway], Id, resolved, cancel);
        shell.Out.WriteLine($"{Title}: metrics at {address.Http}/metrics");
        var sweep = await database.FindAsync(Id, cancel);
        var view = await Watches.FollowAsync(shell, database.Sweeps, sweep, () => silo.Log.News, cancel);
        foreach (var advice in silo.Log.Advice) shell.Error.WriteLine(advice);
        return SweepEnd.Report(shell, sweep, view);
    }

    // A call that was cut off may have come through: the database knows.
    private async Task<bool> IsKeptAsync()
    {
        await using var database = await SweepDatabase.TryOpenAsync(shell, shell.Interruption.Insisted);
        return database is not null && await database.Sweeps.FindAsync(Id, shell.Interruption.Insisted) is not null;
    }

    private Task StopAsync(AttachedSilo silo) => silo.StopAsync(Patience, shell.Time, shell.Interruption.Insisted);
}
