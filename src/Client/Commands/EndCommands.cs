using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Client.Watching;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;

namespace Experiments.Client.Commands;

/// <summary><c>stop SWEEP</c> and <c>cancel SWEEP</c>: end a sweep that runs.</summary>
internal static class EndCommands
{
    public static Command CreateStop(Shell shell) => Create(
        shell, "stop", "End a sweep: nothing more begins, running trials finish", EndMode.Stop,
        "lets its running trials finish and ends");

    public static Command CreateCancel(Shell shell) => Create(
        shell, "cancel", "End a sweep now: running trials save a checkpoint and end", EndMode.Cancel,
        "ends its running trials and itself");

    private static Command Create(Shell shell, string name, string description, EndMode mode, string done)
    {
        var sweep = SharedOptions.CreateSweep();
        var command = new Command(name, description) { sweep };
        command.SetAction(async (parsed, cancel) =>
        {
            await EndAsync(shell, parsed.GetRequiredValue(sweep), mode, done, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task EndAsync(Shell shell, string reference, EndMode mode, string done, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.OpenAsync(shell, cancel);
        var sweep = await database.FindAsync(reference, cancel);
        var title = $"sweep '{sweep.Summary.Name}' ({sweep.Summary.Id})";
        if (sweep.Summary.Status.IsFinal())
            throw new UserErrorException($"{title} has already ended: it {sweep.Summary.Status.AsVerb()}");
        var silos = await database.Silos.ListForSweepAsync(sweep.Summary.Id, cancel);
        if (silos.Count == 0) throw new UserErrorException(
            $"{title} is kept, but no live cluster runs it: start 'experiments serve', which takes it over within 20 seconds, and then say this again");
        await using var connection = await ClusterConnection.OpenAsync(silos[0].Cluster, [.. silos.Select(silo => silo.Gateway)], cancel);
        await connection.Sweep(sweep.Summary.Id).EndAsync(mode).WaitAsync(cancel);
        shell.Out.WriteLine($"{title} {done}");
    }
}
