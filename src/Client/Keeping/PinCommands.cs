using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Keeping;

namespace Experiments.Client.Keeping;

/// <summary>
/// <c>pin SWEEP/TRIAL</c> and <c>unpin SWEEP/TRIAL</c>: keep the checkpoints of a trial, or no longer.
/// </summary>
internal static class PinCommands
{
    public static Command CreatePin(Shell shell) => Create(
        shell, "pin", "Keep the checkpoints of a trial, whatever 'checkpoint' in its sweep file says",
        (pins, trial, cancel) => pins.PinAsync(trial, cancel), DescribePinned);

    public static Command CreateUnpin(Shell shell) => Create(
        shell, "unpin", "Let 'checkpoint' in the sweep file decide again about the checkpoints of a trial",
        (pins, trial, cancel) => pins.UnpinAsync(trial, cancel), DescribeUnpinned);

    private static Command Create(
        Shell shell, string name, string description,
        Func<TrialPins, TrialId, CancellationToken, Task<PinOutcome?>> change,
        Func<string, PinOutcome, string> describe)
    {
        var reference = new Argument<string>("SWEEP/TRIAL")
        {
            Description = "A trial: its sweep by id, start of the id, or name, and its number",
        };
        var command = new Command(name, description) { reference };
        command.SetAction(async (parsed, cancel) =>
        {
            var named = parsed.GetRequiredValue(reference);
            // The best trial, the default of other commands, may be another one a moment later.
            if (TrialLookup.Parse(named) is not (var sweep, { } number))
                throw new WrongUsageException($"'{named}' names no trial: write SWEEP/TRIAL, such as mnist/3");
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var found = (await database.FindAsync(sweep, cancel)).Summary;
            var outcome = await change(database.Pins, new TrialId(found.Key, number), cancel)
                ?? throw TrialLookup.Missing(found, number);
            shell.Out.WriteLine(describe($"trial {number} of sweep '{found.Name}'", outcome));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string DescribePinned(string trial, PinOutcome outcome) => outcome switch
    {
        { Checkpoints: > 0 } => $"{trial} is pinned: its checkpoints are kept",
        { Status: var status } when status.IsFinal() =>
            $"{trial} is pinned, but it has ended and has no checkpoint to keep",
        _ => $"{trial} is pinned: the checkpoints that it saves are kept",
    };

    private static string DescribeUnpinned(string trial, PinOutcome outcome) => outcome switch
    {
        { Removed: > 0, Checkpoints: 0 } =>
            $"{trial} is no longer pinned, and its checkpoints were deleted, since its sweep does not keep them",
        { Removed: > 0 } => $"{trial} is no longer pinned, and only its newest checkpoint is kept",
        _ => $"{trial} is no longer pinned",
    };
}
