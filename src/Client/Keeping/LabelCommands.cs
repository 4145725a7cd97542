using System.CommandLine;
using Experiments.Changes.Labels;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Storage.Model;

namespace Experiments.Client.Keeping;

/// <summary>
/// <c>tag</c>, <c>untag</c>, <c>note</c>, <c>rename</c>, <c>archive</c> and <c>unarchive</c>: what people write about a
/// sweep. They need only the database.
/// </summary>
internal static class LabelCommands
{
    public static Command CreateTag(Shell shell)
    {
        var tags = CreateTags();
        return Create(
            shell, "tag", "Add tags to a sweep, by which 'ls --tag' finds it", [tags],
            (labels, sweep, parsed, cancel) => labels.TagAsync(
                sweep, LabelChanges.CheckTags(parsed.GetRequiredValue(tags)), cancel));
    }

    public static Command CreateUntag(Shell shell)
    {
        var tags = CreateTags();
        return Create(
            shell, "untag", "Remove tags from a sweep", [tags],
            (labels, sweep, parsed, cancel) => labels.UntagAsync(
                sweep, parsed.GetRequiredValue(tags), cancel));
    }

    public static Command CreateNote(Shell shell)
    {
        var text = new Argument<string?>("TEXT")
        {
            Description = "The note, instead of the present one; without it, the note is printed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var clear = new Option<bool>("--clear") { Description = "Remove the note" };
        return Create(
            shell, "note", "Write down what you think of a sweep, or read it", [text],
            async (labels, sweep, parsed, cancel) =>
            {
                var note = parsed.GetValue(text);
                var clears = parsed.GetValue(clear);
                if (clears && note is not null) throw new WrongUsageException("TEXT and --clear exclude each other");
                if (clears) return await labels.NoteAsync(sweep, null, cancel);
                if (note is not null)
                    return await labels.NoteAsync(sweep, LabelChanges.CheckNote(note, "'--clear'"), cancel);
                return sweep.Note ?? $"{sweep.Title()} has no note";
            },
            clear);
    }

    public static Command CreateRename(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The new name" };
        return Create(
            shell, "rename", "Give a sweep another name", [name],
            (labels, sweep, parsed, cancel) => labels.RenameAsync(
                sweep, LabelChanges.CheckName(parsed.GetRequiredValue(name)), cancel));
    }

    public static Command CreateArchive(Shell shell) => Create(
        shell, "archive", "Hide a sweep from 'ls'; everything is kept", [],
        (labels, sweep, _, cancel) => labels.ArchiveAsync(sweep, cancel));

    public static Command CreateUnarchive(Shell shell) => Create(
        shell, "unarchive", "Show an archived sweep in 'ls' again", [],
        (labels, sweep, _, cancel) => labels.UnarchiveAsync(sweep, cancel));

    /// <summary>Creates a command. The change returns its report.</summary>
    private static Command Create(
        Shell shell, string name, string description, IEnumerable<Argument> arguments,
        Func<LabelChanges, SweepSummary, ParseResult, CancellationToken, Task<string>> change,
        params ReadOnlySpan<Option> options)
    {
        var reference = SharedOptions.CreateSweep();
        var command = new Command(name, description) { reference };
        foreach (var argument in arguments) command.Add(argument);
        foreach (var option in options) command.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var sweep = await database.FindAsync(parsed.GetRequiredValue(reference), cancel);
            shell.Out.WriteLine(shell.Hint(
                await change(database.Labels(shell.Time), sweep.Summary, parsed, cancel)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string[]> CreateTags() => new("TAG")
    {
        Description = $"Words without blanks or commas, of up to {LabelChanges.LongestTag} characters",
        Arity = ArgumentArity.OneOrMore,
    };
}
