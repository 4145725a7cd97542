using System.CommandLine;
using Experiments.ApiClient;
using Experiments.ApiClient.Sweeps;
using Experiments.Changes.Sweeps;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;

namespace Experiments.Client.Commands;

/// <summary><c>stop SWEEP</c> and <c>cancel SWEEP</c>: end a running sweep.</summary>
internal static class EndCommands
{
    public static Command CreateStop(Shell shell) => Create(
        shell, "stop", "End a sweep: no more trials start, running trials finish", SweepCall.Stop,
        (api, sweep, cancel) => api.StopAsync(sweep, cancel));

    public static Command CreateCancel(Shell shell) => Create(
        shell, "cancel", "End a sweep now: running trials save a checkpoint and end", SweepCall.Cancel,
        (api, sweep, cancel) => api.CancelAsync(sweep, cancel));

    private static Command Create(
        Shell shell, string name, string description, SweepCall call,
        Func<IExperimentsApi, string, CancellationToken, Task<Changed>> atServer)
    {
        var sweep = SharedOptions.CreateSweep();
        var command = new Command(name, description) { sweep };
        command.SetAction(async (parsed, cancel) =>
        {
            await Change.OfSweepAsync(
                shell, parsed, parsed.GetRequiredValue(sweep),
                (database, found) => database.Caller(shell.Time).SendAsync(found, call, cancel),
                (api, named) => atServer(api, named, cancel), cancel);
            return ExitCodes.Done;
        });
        return command;
    }
}
