using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;

namespace Experiments.Client.Completing;

/// <summary>Offers the sweeps of the database wherever a command takes one.</summary>
internal static class SweepNames
{
    private const int MostOffered = 50;

    // Somebody waits with a finger on the key.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether a shell asks what may stand somewhere, and nothing is to be done.</summary>
    public static bool AreWanted(string[] args) => args is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);

    /// <summary>Completes each argument of the command, and of those below it, that names a sweep or a trial.</summary>
    public static async Task AddToAsync(Command command, Shell shell)
    {
        try
        {
            AddTo(command, [.. await NewestAsync(shell)]);
        }
        catch (Exception)
        {
            // Pressing a key is no place for an error; the command itself will report it.
        }
    }

    private static void AddTo(Command command, string[] names)
    {
        foreach (var argument in command.Arguments.Where(argument => argument.Name.StartsWith("SWEEP", StringComparison.Ordinal)))
            argument.CompletionSources.Add(names);
        foreach (var below in command.Subcommands) AddTo(below, names);
    }

    private static async Task<IReadOnlyList<string>> NewestAsync(Shell shell)
    {
        using var limit = new CancellationTokenSource(Patience, shell.Time);
        await using var database = await SweepDatabase.TryOpenAsync(shell, limit.Token);
        if (database is null) return [];
        var sweeps = await database.Sweeps.ListAsync(MostOffered, limit.Token);
        // A name that would have to be quoted is left to its id.
        return [.. sweeps.Select(sweep => ShellText.IsWord(sweep.Name) ? sweep.Name : sweep.Id).Distinct()];
    }
}
