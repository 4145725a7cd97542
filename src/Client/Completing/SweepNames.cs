using System.CommandLine;
using Experiments.Client.Logins;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Terminals;

namespace Experiments.Client.Completing;

/// <summary>Completes the names of sweeps wherever a command takes one.</summary>
internal static class SweepNames
{
    private const int MostOffered = 50;

    // Short, since the user waits for the completion.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether a shell requests completions, so that no command is run.</summary>
    public static bool AreWanted(string[] args) =>
        args is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);

    /// <summary>
    /// Adds completions to each argument of the command and its subcommands that names a sweep or a trial.
    /// </summary>
    public static async Task AddToAsync(Command command, Shell shell)
    {
        try
        {
            AddTo(command, [.. await NewestAsync(shell)]);
        }
        catch (Exception)
        {
            // An error would disturb the command line; the command itself reports it when it runs.
        }
    }

    private static void AddTo(Command command, string[] names)
    {
        foreach (var argument in command.Arguments.Where(
            argument => argument.Name.StartsWith("SWEEP", StringComparison.Ordinal)))
            argument.CompletionSources.Add(names);
        foreach (var below in command.Subcommands) AddTo(below, names);
    }

    private static async Task<IReadOnlyList<string>> NewestAsync(Shell shell)
    {
        using var limit = new CancellationTokenSource(Patience, shell.Time);
        await using var source = await Source.TryOpenAsync(
            shell, Destination.Choose(null, shell.Environment), limit.Token);
        if (source is null) return [];
        var sweeps = await source.Sweeps.ListAsync(
            new() { Limit = MostOffered, WithArchived = true }, limit.Token);
        // A sweep whose name would need quotes is offered by its id.
        return [.. sweeps.Select(sweep => ShellText.IsWord(sweep.Name) ? sweep.Name : sweep.Id).Distinct()];
    }
}
