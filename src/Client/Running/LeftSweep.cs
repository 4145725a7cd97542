using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Model;

namespace Experiments.Client.Running;

/// <summary>Finds the sweep of a file that an earlier <c>run</c>, or a cluster, left unfinished.</summary>
internal static class LeftSweep
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Returns the id of the sweep to continue, or null if a new sweep is to be started.</summary>
    /// <param name="shell">The shell, which asks the user if it is interactive.</param>
    /// <param name="spec">The sweep that the file describes.</param>
    /// <param name="file">The file's path, as the user wrote it.</param>
    /// <param name="resume">Whether the user requested to continue a sweep.</param>
    /// <param name="cancel">Cancels the wait and the question.</param>
    /// <exception cref="UserErrorException">
    /// The user requested to continue, and no sweep was left unfinished.
    /// </exception>
    public static async Task<string?> ChooseAsync(
        Shell shell, SweepSpec spec, string file, bool resume, CancellationToken cancel)
    {
        // Migrating is safe here: the silo that is about to start does it too.
        await using var database = await SweepDatabase.TryOpenAsync(shell, cancel, migrate: true);
        var left = database is null ? null : await database.Sweeps.FindLeftAsync(spec.Name, cancel);
        if (resume && database is not null) left ??= await WaitAsync(shell, database, spec.Name, cancel);
        if (database is null || left is null)
        {
            if (!resume) return null;
            throw new UserErrorException(
                $"no sweep '{spec.Name}' was left unfinished, so there is nothing to resume: 'experiments run "
                + $"{ShellText.Quote(file)}' starts one, and 'experiments ls' lists the existing ones");
        }

        if (!resume && !await IsWantedAsync(shell, left, file, cancel)) return null;
        var stored = (await database.FindAsync(left.Id, cancel)).Spec;
        if (!IsSame(spec, stored))
            shell.Error.WriteLine($"note: '{file}' has changed since; the sweep continues as it was started");
        return left.Id;
    }

    // A killed node counts as dead only once its last sign of life has expired.
    private static async Task<SweepSummary?> WaitAsync(
        Shell shell, SweepDatabase database, string name, CancellationToken cancel)
    {
        if (await database.Sweeps.FindUnfinishedAsync(name, cancel) is not { } unfinished) return null;
        shell.Error.WriteLine(
            $"sweep '{name}' ({unfinished.Id}) has not ended: waiting to see whether a node still runs it");
        for (var waited = TimeSpan.Zero; waited < SiloBeat.Lifetime + SiloBeat.Lifetime / 2; waited += Pause)
        {
            await Task.Delay(Pause, shell.Time, cancel);
            if (await database.Sweeps.FindLeftAsync(name, cancel) is { } left) return left;
        }

        throw new UserErrorException(
            $"sweep '{name}' ({unfinished.Id}) is still running: 'experiments watch {unfinished.Id}' follows it");
    }

    private static async Task<bool> IsWantedAsync(Shell shell, SweepSummary left, string file, CancellationToken cancel)
    {
        var what = $"{left.Title()} was left unfinished, with {left.Trials.Ended} of its trials ended";
        if (shell.Ask is not { } ask)
        {
            shell.Error.WriteLine(shell.Hint(
                $"note: {what}; 'experiments run {ShellText.Quote(file)} --resume' or 'experiments serve' continues "
                + "it; this run starts a new one"));
            return false;
        }

        var answer = await Task.Run(() => ask($"{what}. Continue it? [Y/n] "), cancel).WaitAsync(cancel);
        return answer is not null && !answer.Trim().StartsWith("n", StringComparison.OrdinalIgnoreCase);
    }

    // In the stored sweep, names of other sweeps are replaced by ids, the version of the algorithms is that of its
    // start, and the run cap may have been extended.
    private static bool IsSame(SweepSpec file, SweepSpec stored) => Written(file, stored) == Written(stored, stored);

    private static string Written(SweepSpec spec, SweepSpec like) => SweepSpecJson.Write(spec with
    {
        WarmStart = like.WarmStart,
        Search = spec.Search with { Version = like.Search.Version, RunCap = like.Search.RunCap },
    });
}
