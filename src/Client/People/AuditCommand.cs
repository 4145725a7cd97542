using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Access;

namespace Experiments.Client.People;

/// <summary><c>audit [SWEEP]</c>: lists who changed what.</summary>
internal static class AuditCommand
{
    private static readonly Listing<RecordedChange> Listing = new(
    [
        new("at", change => change.At)
        {
            Title = "at (UTC)",
            Shown = change => ShortText.Format(change.At),
        },
        new("who", change => change.Change.Who) { Wraps = true },
        new("via", change => change.Change.Via) { Wraps = true },
        new("action", change => change.Change.Action),
        new("sweep", change => change.Change.Sweep) { InTable = false },
        new("target", change => change.Change.Target) { Wraps = true },
        new("refused", change => change.Refused) { Wraps = true },
    ]);

    public static Command Create(Shell shell)
    {
        var reference = new Argument<string?>("SWEEP")
        {
            Description = "The only sweep to list: its id, the start of its id, or its name",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var limit = SharedOptions.CreateCount("--limit", "Maximum number of changes to list", 100);
        var format = SharedOptions.CreateFormat();
        var command = new Command("audit", "List who changed what, newest first") { reference, limit, format };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var sweep = parsed.GetValue(reference) is { } named
                ? (await source.Sweeps.FindAsync(named, cancel)).Summary.Id
                : null;
            Listing.Write(
                shell, SharedOptions.FormatOf(parsed, format),
                await source.Fleet.ListChangesAsync(sweep, parsed.GetValue(limit), cancel), "Nothing was changed.");
            return ExitCodes.Done;
        });
        return command;
    }
}
