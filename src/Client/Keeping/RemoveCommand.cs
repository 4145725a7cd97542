using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Model;

namespace Experiments.Client.Keeping;

/// <summary><c>rm SWEEP …</c>: deletes sweeps with everything that belongs to them.</summary>
internal static class RemoveCommand
{
    public static Command Create(Shell shell)
    {
        var references = SharedOptions.CreateSweeps();
        var yes = new Option<bool>("--yes") { Description = "Delete without a question" };
        var command = new Command("rm", "Delete sweeps with their trials, curves, logs, checkpoints and artifacts")
        {
            references, yes,
        };
        command.SetAction((parsed, cancel) => RemoveAsync(
            shell, parsed, parsed.GetRequiredValue(references), parsed.GetValue(yes), cancel));
        return command;
    }

    private static async Task<int> RemoveAsync(
        Shell shell, ParseResult parsed, string[] references, bool yes, CancellationToken cancel)
    {
        await using var source = await Source.OpenAsync(shell, parsed, cancel);
        var sweeps = new List<SweepSummary>();
        foreach (var reference in references)
        {
            var sweep = (await source.Sweeps.FindAsync(reference, cancel)).Summary;
            if (sweeps.All(other => other.Id != sweep.Id)) sweeps.Add(sweep);
        }

        if (!yes && !Confirmed(shell, sweeps)) return ExitCodes.Failed;
        foreach (var sweep in sweeps)
            await Change.OfSweepAsync(
                shell, parsed, sweep.Id, (database, found) => database.Deletion.DeleteAsync(found, cancel),
                (api, id) => api.DeleteSweepAsync(id, cancel), cancel);
        return ExitCodes.Done;
    }

    private static bool Confirmed(Shell shell, IReadOnlyList<SweepSummary> sweeps)
    {
        if (shell.Ask is null)
            throw new UserErrorException(
                $"deleting {string.Join(", ", sweeps.Select(SweepTitle.Title))} cannot be undone: repeat the command "
                + "with '--yes'");
        foreach (var sweep in sweeps)
            shell.Error.WriteLine($"{sweep.Title()}, {ShortText.Trials(sweep.Trials.Total)}");
        var answer = shell.Ask("Delete with all trials, curves and checkpoints? This cannot be undone. [y/N] ");
        if (answer?.Trim().ToLowerInvariant() is "y" or "yes") return true;
        shell.Error.WriteLine("nothing is deleted");
        return false;
    }
}
