using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Storage.Keeping;
using Experiments.Storage.Queries;
using Experiments.SweepFiles;

namespace Experiments.Client.Keeping;

/// <summary>
/// <c>tag</c>, <c>untag</c>, <c>note</c>, <c>rename</c>, <c>archive</c> and <c>unarchive</c>: what people write about a
/// sweep. They need only the database.
/// </summary>
internal static class LabelCommands
{
    private const int LongestTag = 64;
    private const int LongestNote = 10_000;

    public static Command CreateTag(Shell shell)
    {
        var tags = CreateTags();
        return Create(
            shell, "tag", "Add tags to a sweep, by which 'ls --tag' finds it", [tags],
            async (labels, sweep, parsed, cancel) =>
            {
                await labels.AddTagsAsync(sweep.Summary.Key, Checked(parsed.GetRequiredValue(tags)), cancel);
                return $"has the tags {string.Join(", ", TagsOf(sweep).Union(parsed.GetRequiredValue(tags)).Order(
                    StringComparer.Ordinal))}";
            });
    }

    public static Command CreateUntag(Shell shell)
    {
        var tags = CreateTags();
        return Create(
            shell, "untag", "Remove tags from a sweep", [tags],
            async (labels, sweep, parsed, cancel) =>
            {
                var given = parsed.GetRequiredValue(tags);
                if (given.Except(TagsOf(sweep)).FirstOrDefault() is { } unknown)
                    throw new UserErrorException(
                        $"{sweep.Summary.Title()} has no tag '{unknown}'; it has "
                        + (sweep.Summary.Tags is null ? "no tags" : string.Join(", ", TagsOf(sweep))));
                await labels.RemoveTagsAsync(sweep.Summary.Key, given, cancel);
                var left = TagsOf(sweep).Except(given).ToList();
                return left.Count == 0 ? "has no tags" : $"has the tags {string.Join(", ", left)}";
            });
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
                if (clears)
                {
                    await labels.NoteAsync(sweep.Summary.Key, null, cancel);
                    return "has no note";
                }

                if (note is null)
                {
                    if (sweep.Summary.Note is not { } present) return "has no note";
                    shell.Out.WriteLine(present);
                    return null;
                }

                if (string.IsNullOrWhiteSpace(note) || note.Length > LongestNote)
                    throw new UserErrorException(
                        $"a note is text of up to {LongestNote} characters; '--clear' removes the present one");
                await labels.NoteAsync(sweep.Summary.Key, note, cancel);
                return "has the note";
            },
            clear);
    }

    public static Command CreateRename(Shell shell)
    {
        var name = new Argument<string>("NAME") { Description = "The new name" };
        return Create(
            shell, "rename", "Give a sweep another name", [name],
            async (labels, sweep, parsed, cancel) =>
            {
                var given = parsed.GetRequiredValue(name);
                if (!SweepName.Allows(given))
                    throw new UserErrorException($"a name is {SweepName.Takes}, but '{given}' is not");
                await labels.RenameAsync(sweep.Summary.Key, given, cancel);
                return $"is now called '{given}'";
            });
    }

    public static Command CreateArchive(Shell shell) => Create(
        shell, "archive", "Hide a sweep from 'ls'; everything is kept", [],
        async (labels, sweep, _, cancel) =>
        {
            await labels.ArchiveAsync(sweep.Summary.Key, shell.Time.GetUtcNow(), cancel);
            return shell.Hint("is archived; 'experiments ls --archived' lists it");
        });

    public static Command CreateUnarchive(Shell shell) => Create(
        shell, "unarchive", "Show an archived sweep in 'ls' again", [],
        async (labels, sweep, _, cancel) =>
        {
            await labels.ArchiveAsync(sweep.Summary.Key, null, cancel);
            return "is listed again";
        });

    /// <summary>Creates a command. The change returns the end of its report, or null if it has written one.</summary>
    private static Command Create(
        Shell shell, string name, string description, IEnumerable<Argument> arguments,
        Func<SweepLabels, SweepDetail, ParseResult, CancellationToken, Task<string?>> change,
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
            if (await change(database.Labels, sweep, parsed, cancel) is { } done)
                shell.Out.WriteLine($"{sweep.Summary.Title()} {done}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<string> TagsOf(SweepDetail sweep) => sweep.Summary.Tags?.Split(',') ?? [];

    private static Argument<string[]> CreateTags() => new("TAG")
    {
        Description = $"Words without blanks or commas, of up to {LongestTag} characters",
        Arity = ArgumentArity.OneOrMore,
    };

    private static string[] Checked(string[] tags) =>
        tags.FirstOrDefault(tag => !IsTag(tag)) is { } wrong
            ? throw new UserErrorException(
                $"a tag is a word without blanks or commas, of up to {LongestTag} characters, but '{wrong}' is not")
            : tags;

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= LongestTag && !tag.Any(c => c == ',' || char.IsWhiteSpace(c) || char.IsControl(c));
}
