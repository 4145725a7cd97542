using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Shells;

namespace Experiments.Client.Commands;

/// <summary><c>stop SWEEP</c> and <c>cancel SWEEP</c>: end a running sweep.</summary>
internal static class EndCommands
{
    public static Command CreateStop(Shell shell) => Create(
        shell, "stop", "End a sweep: no more trials start, running trials finish", SweepCall.Stop);

    public static Command CreateCancel(Shell shell) => Create(
        shell, "cancel", "End a sweep now: running trials save a checkpoint and end", SweepCall.Cancel);

    private static Command Create(Shell shell, string name, string description, SweepCall call)
    {
        var sweep = SharedOptions.CreateSweep();
        var command = new Command(name, description) { sweep };
        command.SetAction(async (parsed, cancel) =>
        {
            await CalledSweep.SendAsync(shell, parsed.GetRequiredValue(sweep), call, cancel);
            return ExitCodes.Done;
        });
        return command;
    }
}
