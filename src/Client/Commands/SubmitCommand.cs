using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Logins;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Client.Watching;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Commands;

/// <summary><c>submit FILE</c> or <c>submit --from SWEEP</c>: submits a sweep to a running cluster.</summary>
internal static class SubmitCommand
{
    public static Command Create(Shell shell)
    {
        var input = new SweepInput();
        var watch = new Option<bool>("--watch") { Description = "Follow the sweep until it ends" };
        var dryRun = SharedOptions.CreateDryRun();
        var command = new Command("submit", "Submit a sweep to the cluster that serves the database");
        input.AddTo(command);
        command.Add(watch);
        command.Add(dryRun);
        command.SetAction(async (parsed, cancel) =>
        {
            var spec = await input.ReadAsync(shell, parsed, runsHere: false, cancel);
            if (parsed.GetValue(dryRun)) return DryRun.Write(shell, spec);
            var id = Source.DestinationOf(shell, parsed) is Destination.Server server
                ? await SendAsync(shell, server, spec, input.FileOf(parsed), cancel)
                : await SubmitAsync(shell, spec, cancel);
            shell.Out.WriteLine(id);
            if (!parsed.GetValue(watch)) return ExitCodes.Done;
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            return await Watches.WatchAsync(
                shell, source.Sweeps, await source.Sweeps.FindAsync(id, cancel), cancel);
        });
        return command;
    }

    private static async Task<string> SubmitAsync(Shell shell, SweepSpec spec, CancellationToken cancel)
    {
        await using var database = await SweepDatabase.TryOpenAsync(shell, cancel);
        if (database is null) throw Submission.NoCluster();
        return await database.Submission(shell.Time).SubmitAsync(spec, cancel);
    }

    // The file was checked here; what the server gets has the changes of the command line, and full paths.
    private static async Task<string> SendAsync(
        Shell shell, Destination.Server server, SweepSpec spec, string? file, CancellationToken cancel)
    {
        using var client = ServerConnection.Open(shell, server);
        var submitted = await client.SubmitAsync(
            SweepFileText.Write(spec, [], shared: false), file is null ? null : Path.GetFullPath(file), cancel);
        foreach (var warning in submitted.Warnings)
            shell.Error.WriteLine($"warning of the server: {warning.Message}");
        return submitted.Sweep.Id;
    }
}
