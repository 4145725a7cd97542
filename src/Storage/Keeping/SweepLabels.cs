using System.Data.Common;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Keeping;

/// <summary>
/// Changes what people write about a sweep: its name, tags and note, and whether lists show it. Nothing that decides a
/// sweep reads these. Every method throws a <see cref="UserErrorException"/> if the database cannot be written.
/// </summary>
public sealed class SweepLabels(Database database)
{
    /// <summary>
    /// Adds tags. Those that the sweep already has stay. Does nothing if the sweep was deleted meanwhile.
    /// </summary>
    public async Task AddTagsAsync(int sweepKey, IEnumerable<string> tags, CancellationToken cancel = default)
    {
        try
        {
            await WriteAsync(async db =>
            {
                foreach (var tag in tags)
                    await db.Database.ExecuteSqlAsync(
                        $"insert into sweep_tags (sweep_key, tag) values ({sweepKey}, {tag}) on conflict do nothing",
                        cancel);
            }, cancel);
        }
        catch (DbException fault) when (ForeignKeyViolation.IsOf(fault))
        {
        }
    }

    /// <summary>Removes tags.</summary>
    public Task RemoveTagsAsync(int sweepKey, IReadOnlyList<string> tags, CancellationToken cancel = default) =>
        WriteAsync(
            db => db.SweepTags.Where(row => row.SweepKey == sweepKey && tags.Contains(row.Tag))
                .ExecuteDeleteAsync(cancel),
            cancel);

    /// <summary>Replaces the note. Null removes it.</summary>
    public Task NoteAsync(int sweepKey, string? note, CancellationToken cancel = default) =>
        WriteAsync(
            db => db.Sweeps.Where(sweep => sweep.Key == sweepKey)
                .ExecuteUpdateAsync(set => set.SetProperty(sweep => sweep.Note, note), cancel),
            cancel);

    /// <summary>Changes the name in lists, views and references. The specification keeps the submitted name.</summary>
    public Task RenameAsync(int sweepKey, string name, CancellationToken cancel = default) =>
        WriteAsync(
            db => db.Sweeps.Where(sweep => sweep.Key == sweepKey)
                .ExecuteUpdateAsync(set => set.SetProperty(sweep => sweep.Name, name), cancel),
            cancel);

    /// <summary>
    /// Hides a sweep from lists, or shows it again. A sweep that is archived keeps the time of its archiving.
    /// </summary>
    public Task ArchiveAsync(int sweepKey, DateTimeOffset? at, CancellationToken cancel = default) =>
        WriteAsync(
            db => db.Sweeps
                .Where(sweep => sweep.Key == sweepKey && (at == null || sweep.ArchivedAt == null))
                .ExecuteUpdateAsync(set => set.SetProperty(sweep => sweep.ArchivedAt, at), cancel),
            cancel);

    private Task WriteAsync(Func<ExperimentsDb, Task> write, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.QueryAsync(
            async db =>
            {
                await write(db);
                return true;
            },
            cancel));
}
