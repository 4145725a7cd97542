using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Watching;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Commands;

/// <summary><c>submit FILE</c> or <c>submit --from SWEEP</c>: submits a sweep to a running cluster.</summary>
internal static class SubmitCommand
{
    public static Command Create(Shell shell)
    {
        var input = new SweepInput();
        var watch = new Option<bool>("--watch") { Description = "Follow the sweep until it ends" };
        var dryRun = SharedOptions.CreateDryRun();
        var command = new Command("submit", "Submit a sweep to the cluster that serves this database");
        input.AddTo(command);
        command.Add(watch);
        command.Add(dryRun);
        command.SetAction(async (parsed, cancel) =>
        {
            var spec = await input.ReadAsync(shell, parsed, runsHere: false, cancel);
            if (parsed.GetValue(dryRun)) return DryRun.Write(shell, spec);
            return await SubmitAsync(shell, spec, parsed.GetValue(watch), cancel);
        });
        return command;
    }

    private static async Task<int> SubmitAsync(Shell shell, SweepSpec spec, bool watch, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.TryOpenAsync(shell, cancel);
        if (database is null) throw Submission.NoCluster();
        var id = await database.Submission(shell.Time).SubmitAsync(spec, cancel);
        shell.Out.WriteLine(id);
        return watch
            ? await Watches.WatchAsync(shell, database, await database.FindAsync(id, cancel), cancel)
            : ExitCodes.Done;
    }
}
