using System.CommandLine;
using Experiments.ApiClient.Sweeps;
using Experiments.Changes.Labels;
using Experiments.Changes.Sweeps;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;

namespace Experiments.Client.Keeping;

/// <summary><c>note SWEEP [TEXT]</c>: writes down what a person thinks of a sweep, or prints it.</summary>
internal static class NoteCommand
{
    public static Command Create(Shell shell)
    {
        var reference = SharedOptions.CreateSweep();
        var text = new Argument<string?>("TEXT")
        {
            Description = "The note, instead of the present one; without it, the note is printed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var clear = new Option<bool>("--clear") { Description = "Remove the note" };
        var command = new Command("note", "Write down what you think of a sweep, or read it")
        {
            reference, text, clear,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var (sweep, note, clears) =
                (parsed.GetRequiredValue(reference), parsed.GetValue(text), parsed.GetValue(clear));
            if (clears && note is not null) throw new WrongUsageException("TEXT and --clear exclude each other");
            if (clears || note is not null) await WriteAsync(shell, parsed, sweep, note, cancel);
            else await PrintAsync(shell, parsed, sweep, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Task WriteAsync(
        Shell shell, ParseResult parsed, string sweep, string? note, CancellationToken cancel) => Change.OfSweepAsync(
        shell, parsed, sweep,
        (database, found) => database.Labels(shell.Time).NoteAsync(
            found, note is null ? null : LabelChanges.CheckNote(note, "'--clear'"), cancel),
        (api, named) => api.NoteAsync(named, new NoteFields(note), cancel), cancel);

    private static async Task PrintAsync(Shell shell, ParseResult parsed, string sweep, CancellationToken cancel)
    {
        await using var source = await Source.OpenAsync(shell, parsed, cancel);
        var found = (await source.Sweeps.FindAsync(sweep, cancel)).Summary;
        shell.Out.WriteLine(shell.Hint(found.Note ?? $"{found.Title()} has no note"));
    }
}
