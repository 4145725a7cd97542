using System.CommandLine;
using Experiments.ApiClient;
using Experiments.ApiClient.Sweeps;
using Experiments.Changes.Labels;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Model;

namespace Experiments.Client.Keeping;

/// <summary>
/// <c>pin SWEEP/TRIAL</c> and <c>unpin SWEEP/TRIAL</c>: keep the checkpoints of a trial, or no longer.
/// </summary>
internal static class PinCommands
{
    public static Command CreatePin(Shell shell) => Create(
        shell, "pin", "Keep the checkpoints of a trial, whatever 'checkpoint' in its sweep file says",
        (pins, sweep, trial, cancel) => pins.PinAsync(sweep, trial, cancel),
        (api, sweep, trial, cancel) => api.PinAsync(sweep, trial, cancel));

    public static Command CreateUnpin(Shell shell) => Create(
        shell, "unpin", "Let 'checkpoint' in the sweep file decide again about the checkpoints of a trial",
        (pins, sweep, trial, cancel) => pins.UnpinAsync(sweep, trial, cancel),
        (api, sweep, trial, cancel) => api.UnpinAsync(sweep, trial, cancel));

    private static Command Create(
        Shell shell, string name, string description,
        Func<TrialPinning, SweepSummary, int, CancellationToken, Task<string?>> inDatabase,
        Func<IExperimentsApi, string, int, CancellationToken, Task<Changed>> atServer)
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
            await Change.OfSweepAsync(
                shell, parsed, sweep,
                async (database, found) => await inDatabase(database.Pinning, found, number, cancel)
                    ?? throw TrialLookup.Missing(found, number),
                (api, name) => atServer(api, name, number, cancel), cancel);
            return ExitCodes.Done;
        });
        return command;
    }
}
