using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Client.Running;

/// <summary>The sweep of a file that an earlier <c>run</c>, or a cluster, left unfinished.</summary>
internal static class LeftSweep
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Id of the one to go on with; null: a new one begins.</summary>
    /// <param name="shell">Where a person is asked, if there is one.</param>
    /// <param name="spec">What the file says.</param>
    /// <param name="file">The file, as it was named.</param>
    /// <param name="resume">Whether to go on was asked for.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="UserErrorException">To go on was asked for, and nothing was left.</exception>
    public static async Task<string?> ChooseAsync(Shell shell, SweepSpec spec, string file, bool resume, CancellationToken cancel)
    {
        // The silo that is about to start does the same.
        await using var database = await SweepDatabase.TryOpenAsync(shell, cancel, migrate: true);
        var left = database is null ? null : await database.Sweeps.FindLeftAsync(spec.Name, cancel);
        if (resume && database is not null) left ??= await WaitAsync(shell, database, spec.Name, cancel);
        if (database is null || left is null)
        {
            if (!resume) return null;
            throw new UserErrorException(
                $"no sweep '{spec.Name}' was left unfinished, so there is nothing to resume: 'experiments run {ShellText.Quote(file)}' begins one, and 'experiments ls' lists those there are");
        }

        if (!resume && !await IsWantedAsync(shell, left, file, cancel)) return null;
        var stored = (await database.FindAsync(left.Id, cancel)).Spec;
        if (!IsSame(spec, stored)) shell.Error.WriteLine($"note: '{file}' was changed since; the sweep goes on as it was begun");
        return left.Id;
    }

    // A node that was killed is known to be dead once its sign of life has not come.
    private static async Task<SweepSummary?> WaitAsync(Shell shell, SweepDatabase database, string name, CancellationToken cancel)
    {
        if (await database.Sweeps.FindUnfinishedAsync(name, cancel) is not { } unfinished) return null;
        shell.Error.WriteLine($"sweep '{name}' ({unfinished.Id}) has not ended: waiting to see whether a node still runs it");
        for (var waited = TimeSpan.Zero; waited < SiloBeat.Lifetime + SiloBeat.Lifetime / 2; waited += Pause)
        {
            await Task.Delay(Pause, shell.Time, cancel);
            if (await database.Sweeps.FindLeftAsync(name, cancel) is { } left) return left;
        }

        throw new UserErrorException($"sweep '{name}' ({unfinished.Id}) still runs: 'experiments watch {unfinished.Id}' follows it");
    }

    private static async Task<bool> IsWantedAsync(Shell shell, SweepSummary left, string file, CancellationToken cancel)
    {
        var what = $"sweep '{left.Name}' ({left.Id}) was left unfinished, with {left.Trials.Ended} of its trials ended";
        if (shell.Ask is not { } ask)
        {
            shell.Error.WriteLine(
                $"note: {what}; 'experiments run {ShellText.Quote(file)} --resume' or 'experiments serve' goes on with it; this is a new one");
            return false;
        }

        var answer = await Task.Run(() => ask($"{what}. Go on with it? [Y/n] "), cancel).WaitAsync(cancel);
        return answer is not null && !answer.Trim().StartsWith("n", StringComparison.OrdinalIgnoreCase);
    }

    // Names of other sweeps have become ids, and the version of the algorithms is the sweep's own.
    private static bool IsSame(SweepSpec file, SweepSpec stored) => Written(file, stored) == Written(stored, stored);

    private static string Written(SweepSpec spec, SweepSpec like) => SweepSpecJson.Write(spec with
    {
        WarmStart = like.WarmStart,
        Search = spec.Search with { Version = like.Search.Version, RunCap = like.Search.RunCap },
    });
}
