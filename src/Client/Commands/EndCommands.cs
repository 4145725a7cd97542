using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Grains;
using Experiments.Search.States;
using Experiments.Storage.Model;

namespace Experiments.Client.Commands;

/// <summary><c>stop SWEEP</c> and <c>cancel SWEEP</c>: end a running sweep.</summary>
internal static class EndCommands
{
    public static Command CreateStop(Shell shell) => Create(
        shell, "stop", "End a sweep: no more trials start, running trials finish", EndMode.Stop,
        "ends once its running trials have finished");

    public static Command CreateCancel(Shell shell) => Create(
        shell, "cancel", "End a sweep now: running trials save a checkpoint and end", EndMode.Cancel,
        "ends now, with its running trials");

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

    private static Task EndAsync(Shell shell, string reference, EndMode mode, string done, CancellationToken cancel) =>
        SweepCall.SendAsync(shell, reference, ThrowIfEnded, sweep => sweep.EndAsync(mode), done, cancel);

    private static void ThrowIfEnded(SweepSummary sweep, string title)
    {
        if (sweep.Status.IsFinal())
            throw new UserErrorException($"{title} has already ended: it {sweep.Status.AsVerb()}");
    }
}
