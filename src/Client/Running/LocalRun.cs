using System.Data.Common;
using Experiments.Changes.Sweeps;
using Experiments.Client.Browsing;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Client.Watching;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Terminals;

namespace Experiments.Client.Running;

/// <summary>
/// Runs one sweep on a silo of its own: starts the silo, submits or continues the sweep, follows it, reports the best
/// trial, and stops the silo.
/// </summary>
/// <param name="shell">The shell that progress and results are written to.</param>
/// <param name="spec">The sweep.</param>
/// <param name="file">The path of the sweep's file, as the user wrote it, or null if it has no file.</param>
/// <param name="left">The id of an unfinished sweep to continue, or null to start a new one.</param>
/// <param name="verbose">Whether errors include stack traces.</param>
internal sealed class LocalRun(Shell shell, SweepSpec spec, string? file, string? left, bool verbose)
{
    // Enough to write a checkpoint of each running trial, even on a slow disk.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The limit for the last database query on exit.
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(5);

    private readonly string _cluster = $"run-{SweepIds.New()}";
    private bool _isSubmitted;

    /// <summary>The sweep's id.</summary>
    public string Id { get; } = left ?? SweepIds.New();

    /// <summary>Runs the sweep until it ends.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="cancel">Interrupts the run: trials save checkpoints and end.</param>
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
                ? shell.Hint($"interrupted: {Title} is kept with its checkpoints; {GoOn}")
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

    private string Title => SweepTitle.Of(spec.Name, Id);

    private string GoOn => file is null
        ? "'experiments serve' continues it"
        : $"'experiments run {ShellText.Quote(file)} --resume' or 'experiments serve' continues it";

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
            : _isSubmitted
                ? $"{Title} is lost: {last}"
                : $"the silo ended before it accepted the sweep ({last}); nothing was submitted");
    }

    private async Task<int> FollowAsync(AttachedSilo silo, ReadyLine address, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        if (left is null)
            await database.Submission(shell.Time).SubmitToAsync(address.Cluster, address.Gateway, Id, spec, cancel);

        _isSubmitted = true;
        // It lets its reader in, so it is for a person at a terminal, and never in the log of a job.
        if (shell.Console.Profile.Out.IsTerminal
            && await PageAddress.CreateAsync(address.Http, Id, database, cancel) is { } page)
            shell.Out.WriteLine(page);
        shell.Out.WriteLine($"{Title}: metrics at {address.Http}/metrics");
        var sweep = await database.FindAsync(Id, cancel);
        var sweeps = new DatabaseSweeps(database);
        var view = await Watches.FollowAsync(shell, sweeps, sweep, () => silo.Log.News, cancel);
        foreach (var advice in silo.Log.Advice) shell.Error.WriteLine(advice);
        return await SweepEnd.ReportAsync(shell, sweeps, sweep, view, cancel);
    }

    // The silo has ended, perhaps without recording it. A submission that was cut off may still have succeeded, so only
    // the database can tell whether the sweep exists.
    private async Task<bool> LeaveAsync()
    {
        using var patience = new CancellationTokenSource(LastLook, shell.Time);
        await using var database = await SweepDatabase.TryOpenAsync(shell, patience.Token);
        if (database is null) return false;
        try
        {
            await database.LeaveAsync(_cluster, patience.Token);
        }
        catch (DbException)
        {
            // Such as a full disk, which also ended the silo. The silo counts as lost ten seconds after its last beat.
        }

        return await database.Sweeps.FindAsync(Id, patience.Token) is not null;
    }

    private Task StopAsync(AttachedSilo silo) => silo.StopAsync(Patience, shell.Time, shell.Interruption.Insisted);
}
