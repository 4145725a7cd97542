using Experiments.Storage.Keeping;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Keeping;

public sealed class SweepLabelsTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Change_EachLabel_IsShownInListsAndFiltersThem(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var labels = new SweepLabels(storage.Database);
        var (one, two) = ((await storage.BeginSweepAsync(1, "one")).Key, (await storage.BeginSweepAsync(1, "two")).Key);
        const string Odd = "'; drop table sweep_tags; --";

        await labels.AddTagsAsync(one, ["b", "a", Odd], Cancel);
        await labels.AddTagsAsync(one, ["a"], Cancel);
        await labels.AddTagsAsync(two, ["a"], Cancel);
        await labels.NoteAsync(one, "a note\nof 'two' lines", Cancel);
        await labels.RenameAsync(one, "another name", Cancel);

        var shown = await FindAsync(storage, "another name");
        shown.Tags.ShouldBe($"{Odd},a,b");
        shown.Note.ShouldBe("a note\nof 'two' lines");
        (await ListAsync(storage, new() { Tags = ["a"] })).ShouldBe(["two", "one"]);
        (await ListAsync(storage, new() { Tags = ["a", Odd] })).ShouldBe(["one"]);
        (await ListAsync(storage, new() { Tags = ["A"] })).ShouldBeEmpty();

        await labels.RemoveTagsAsync(one, ["a", Odd], Cancel);
        await labels.NoteAsync(one, null, Cancel);
        shown = await FindAsync(storage, "one");
        (shown.Tags, shown.Note).ShouldBe(("b", null));
        (await FindAsync(storage, "two")).Tags.ShouldBe("a");

        var at = DateTimeOffset.UnixEpoch.AddYears(50);
        await labels.ArchiveAsync(one, at, Cancel);
        await labels.ArchiveAsync(one, at.AddDays(1), Cancel);
        (await FindAsync(storage, "one")).ArchivedAt.ShouldBe(at, "it was archived then");
        (await ListAsync(storage, new())).ShouldBe(["two"]);
        (await ListAsync(storage, new() { WithArchived = true })).ShouldBe(["two", "one"]);
        (await ListAsync(storage, new() { WithArchived = true, Limit = 1 })).ShouldBe(["two"]);
        await labels.ArchiveAsync(one, null, Cancel);
        (await ListAsync(storage, new())).ShouldBe(["two", "one"]);
    }

    private static async Task<SweepSummary> FindAsync(DatabaseHarness storage, string reference) =>
        (await storage.Queries.FindAsync(await storage.Queries.ResolveAsync(reference, Cancel), Cancel))!.Summary;

    private static async Task<IEnumerable<string>> ListAsync(DatabaseHarness storage, SweepFilter filter) =>
        (await storage.Queries.ListAsync(filter, Cancel)).Select(sweep => sweep.Id);
}
