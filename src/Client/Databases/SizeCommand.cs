using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Storage.Sizes;

namespace Experiments.Client.Databases;

/// <summary><c>db size</c>: what takes space, by sweep and kind.</summary>
internal static class SizeCommand
{
    private static readonly Listing<SweepSize> Listing = new(
    [
        new("id", size => size.Id),
        new("name", size => size.Name) { Wraps = true },
        Column("trials", size => size.Trials),
        Column("decisions", size => size.Decisions),
        Column("curves", size => size.Curves),
        Column("logs", size => size.Logs),
        Column("checkpoints", size => size.Checkpoints),
        Column("artifacts", size => size.Artifacts),
        Column("files", size => size.Files),
        Column("total", size => size.Total),
    ]);

    public static Command Create(Shell shell)
    {
        var limit = SharedOptions.CreateCount("--limit", "Maximum number of sweeps to list", 20);
        var format = SharedOptions.CreateFormat();
        var command = new Command("size", "Show what takes space, by sweep and kind, largest first") { limit, format };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var size = await database.Sizes.ReadAsync(cancel);
            var shown = SharedOptions.FormatOf(parsed, format);
            Listing.Write(shell, shown, [.. size.Sweeps.Take(parsed.GetValue(limit))], "There are no sweeps.");
            if (shown == ListingFormat.Table) WriteTotal(shell, size, parsed.GetValue(limit));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteTotal(Shell shell, DatabaseSize size, int shown)
    {
        if (size.Sweeps.Count > shown)
            shell.Out.WriteLine(
                $"{size.Sweeps.Count - shown} more sweeps: "
                + ByteText.Format(size.Sweeps.Skip(shown).Sum(sweep => sweep.Total)));
        shell.Out.WriteLine($"belonging to no sweep: {ByteText.Format(size.Other)}");
        if (size.Free > 0)
            shell.Out.WriteLine($"free for new rows:     {ByteText.Format(size.Free)}");
        shell.Out.WriteLine($"total:                 {ByteText.Format(size.Total)}");
    }

    private static Column<SweepSize> Column(string name, Func<SweepSize, long> bytes) =>
        new($"{name}_bytes", size => bytes(size))
        {
            Title = name,
            Shown = size => bytes(size) == 0 ? "" : ByteText.Format(bytes(size)),
            Right = true,
        };
}
