using Experiments.Changes.Access;
using Experiments.Changes.Sweeps;
using Experiments.Storage.Keeping;
using Experiments.Storage.Model;
using Experiments.SweepFiles;

namespace Experiments.Changes.Labels;

/// <summary>
/// Changes what people write about sweeps. Each method returns the report that it was done, a sentence.
/// </summary>
/// <param name="labels">What people write about sweeps.</param>
/// <param name="recorder">Records the changes.</param>
/// <param name="time">The clock for the time of archiving.</param>
public sealed class LabelChanges(SweepLabels labels, ChangeRecorder recorder, TimeProvider time)
{
    /// <summary>The maximum number of characters of a tag.</summary>
    public const int LongestTag = 64;

    private const int LongestNote = 10_000;

    /// <summary>Adds tags.</summary>
    public async Task<string> TagAsync(SweepSummary sweep, IReadOnlyCollection<string> tags, CancellationToken cancel)
    {
        await RecordAsync(
            "tag", sweep, string.Join(", ", tags), () => labels.AddTagsAsync(sweep.Key, tags, cancel), cancel);
        return $"{sweep.Title()} has the tags "
            + string.Join(", ", TagsOf(sweep).Union(tags).Order(StringComparer.Ordinal));
    }

    /// <summary>Removes tags.</summary>
    /// <exception cref="UserErrorException">The sweep does not have one of them.</exception>
    public async Task<string> UntagAsync(SweepSummary sweep, IReadOnlyList<string> tags, CancellationToken cancel)
    {
        if (tags.Except(TagsOf(sweep)).FirstOrDefault() is { } unknown)
            throw new UserErrorException(
                $"{sweep.Title()} has no tag '{unknown}'; it has "
                + (sweep.Tags is null ? "no tags" : string.Join(", ", TagsOf(sweep))));
        await RecordAsync(
            "untag", sweep, string.Join(", ", tags), () => labels.RemoveTagsAsync(sweep.Key, tags, cancel), cancel);
        var left = TagsOf(sweep).Except(tags).ToList();
        return $"{sweep.Title()} {(left.Count == 0 ? "has no tags" : $"has the tags {string.Join(", ", left)}")}";
    }

    /// <summary>Replaces the note; null removes it.</summary>
    public async Task<string> NoteAsync(SweepSummary sweep, string? note, CancellationToken cancel)
    {
        await RecordAsync("note", sweep, note, () => labels.NoteAsync(sweep.Key, note, cancel), cancel);
        return $"{sweep.Title()} has {(note is null ? "no" : "the")} note";
    }

    /// <summary>Gives a sweep another name.</summary>
    public async Task<string> RenameAsync(SweepSummary sweep, string name, CancellationToken cancel)
    {
        await RecordAsync("rename", sweep, name, () => labels.RenameAsync(sweep.Key, name, cancel), cancel);
        return $"{sweep.Title()} is now called '{name}'";
    }

    /// <summary>Hides a sweep from lists.</summary>
    public async Task<string> ArchiveAsync(SweepSummary sweep, CancellationToken cancel)
    {
        await RecordAsync(
            "archive", sweep, null, () => labels.ArchiveAsync(sweep.Key, time.GetUtcNow(), cancel), cancel);
        return $"{sweep.Title()} is archived; 'experiments ls --archived' lists it";
    }

    /// <summary>Shows a sweep in lists again.</summary>
    public async Task<string> UnarchiveAsync(SweepSummary sweep, CancellationToken cancel)
    {
        await RecordAsync(
            "unarchive", sweep, null, () => labels.ArchiveAsync(sweep.Key, null, cancel), cancel);
        return $"{sweep.Title()} is listed again";
    }

    /// <summary>Returns the tags, if they are tags.</summary>
    /// <exception cref="UserErrorException">One of them is not.</exception>
    public static IReadOnlyList<string> CheckTags(IReadOnlyList<string> tags) =>
        tags.FirstOrDefault(tag => !IsTag(tag)) is { } wrong
            ? throw new UserErrorException(
                $"a tag is a word without blanks or commas, of up to {LongestTag} characters, but '{wrong}' is not")
            : tags;

    /// <summary>Returns the note, if it is one.</summary>
    /// <param name="note">The text.</param>
    /// <param name="remedy">How the user removes the present note.</param>
    /// <exception cref="UserErrorException">It is blank, too long, or has a character that is not stored.</exception>
    public static string CheckNote(string note, string remedy) =>
        string.IsNullOrWhiteSpace(note) || note.Length > LongestNote || note.Contains('\0')
            ? throw new UserErrorException(
                $"a note is text of up to {LongestNote} characters; {remedy} removes the present one")
            : note;

    /// <summary>Returns the name, if a sweep can have it.</summary>
    /// <exception cref="UserErrorException">It cannot.</exception>
    public static string CheckName(string name) =>
        SweepName.Allows(name)
            ? name
            : throw new UserErrorException($"a name is {SweepName.Takes}, but '{name}' is not");

    private Task RecordAsync(
        string action, SweepSummary sweep, string? value, Func<Task> change, CancellationToken cancel) =>
        recorder.RecordAsync(
            action, sweep.Id, value is null ? sweep.Title() : $"{sweep.Title()}: {value}", change, cancel);

    private static IEnumerable<string> TagsOf(SweepSummary sweep) => sweep.Tags?.Split(',') ?? [];

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= LongestTag && !tag.Any(c => c == ',' || char.IsWhiteSpace(c) || char.IsControl(c));
}
