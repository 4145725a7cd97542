using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Keeping;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Artifacts;

/// <summary>Artifacts that are too large for the database. The contract of all stores is tested by the suite.</summary>
public sealed class LargeArtifactTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Save_SameContentInTwoSweeps_IsOneFileUntilTheLastIsDeleted(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres, backend);
        var (first, second) = (await BeginAsync(storage, "first"), await BeginAsync(storage, "second"));
        foreach (var trial in new[] { first, second })
            foreach (var path in new[] { "a", "b/c" })
                await KeepAsync(storage, trial, path, 1, 2, 3);
        await KeepAsync(storage, second, "own", 4);
        string[] files = [NameOf("first", 1, 2, 3), NameOf("second", 4)];
        storage.StoredFiles.ShouldBe(files);
        (await storage.QueryAsync("select data from artifact_contents", row => row.IsDBNull(0)))
            .ShouldBe([true, true]);

        var removal = storage.Services.GetRequiredService<SweepRemoval>();
        await EndAsync(storage, first);
        await removal.RemoveAsync(first.SweepKey, Cancel);
        storage.StoredFiles.ShouldBe(files, "the second sweep has the content too");
        (await storage.ArtifactQueries.ListAsync(second, Cancel)).Select(one => one.Path).ShouldBe(["a", "b/c", "own"]);

        await EndAsync(storage, second);
        await removal.RemoveAsync(second.SweepKey, Cancel);
        storage.StoredFiles.ShouldBeEmpty();
        (await storage.QueryAsync("select count(*) from artifact_contents", row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Save_ReplacesTheOnlyOneWithItsContent_DeletesThatContent(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres, backend);
        var trial = await BeginAsync(storage, "sweep");
        await KeepAsync(storage, trial, "a", 1);
        await storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [SweepSteps.Begin(3, 0, 2)]), Cancel);
        (await SaveAsync(storage, trial, 2, "a", [2])).Outcome.ShouldBe(ArtifactOutcome.Kept);
        storage.StoredFiles.ShouldBe([NameOf("sweep", 2).Replace("/0-1-", "/0-2-")]);
    }

    [Fact]
    public async Task Save_RefusedOne_LeavesNoFile()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = await BeginAsync(storage, "sweep");
        await storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [SweepSteps.Begin(3, 0, 2)]), Cancel);
        (await SaveAsync(storage, trial, 1, "a", [1])).Outcome.ShouldBe(ArtifactOutcome.Refused);
        storage.StoredFiles.ShouldBeEmpty();
    }

    /// <summary>The attempt is replaced between the check before the transfer and the commit.</summary>
    [Fact]
    public async Task Save_RefusedOnceItsFileIsWritten_DeletesTheFile()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = await BeginAsync(storage, "sweep");
        var content = new ContentThatActs([1, 2, 3], () => storage.Sweeps.CommitAsync(
            new SweepCommit(trial.SweepKey, [SweepSteps.Begin(3, 0, 2)]), Cancel));
        (await storage.Artifacts.SaveAsync(
            trial, 1, new("a", SHA256.HashData([1, 2, 3]), content), ArtifactLimits.Default, Cancel)).Outcome
            .ShouldBe(ArtifactOutcome.Refused);
        storage.StoredFiles.ShouldBeEmpty();
        (await storage.QueryAsync("select count(*) from artifact_contents", row => row.GetInt64(0))).ShouldBe([0]);
    }

    /// <summary>Another trial stores the same content between the check before the transfer and the commit.</summary>
    [Fact]
    public async Task Save_ContentThatAnotherTrialStoresMeanwhile_IsOneFile()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var (first, second) = (await BeginAsync(storage, "first"), await BeginAsync(storage, "second"));
        var content = new ContentThatActs([1, 2, 3], () => KeepAsync(storage, second, "a", 1, 2, 3));
        (await storage.Artifacts.SaveAsync(
            first, 1, new("a", SHA256.HashData([1, 2, 3]), content), ArtifactLimits.Default, Cancel)).Outcome
            .ShouldBe(ArtifactOutcome.Kept);
        storage.StoredFiles.ShouldBe([NameOf("second", 1, 2, 3)]);
        (await ReadAsync(storage, first)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Save_ChangedWhileItIsWritten_LeavesNoFile()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = await BeginAsync(storage, "sweep");
        (await storage.Artifacts.SaveAsync(
            trial, 1, new("a", SHA256.HashData([1]), new byte[] { 2 }), ArtifactLimits.Default, Cancel)).Outcome
            .ShouldBe(ArtifactOutcome.Changed);
        storage.StoredFiles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_TooLargeForTheDatabaseAndNoStore_SaysWhatToSet()
    {
        await using var storage = await DatabaseHarness.OpenAsync(
            await (await postgres.GetAsync()).CreateDatabaseAsync(), null, () => { },
            new CheckpointOptions { DatabaseLimit = 2 });
        var trial = await BeginAsync(storage, "sweep");
        await KeepAsync(storage, trial, "small", 1, 2);
        (await Should.ThrowAsync<UserErrorException>(() => SaveAsync(storage, trial, 1, "a", [1, 2, 3]))).Message
            .ShouldContain("set EXPERIMENTS_CHECKPOINTS to a folder that all nodes share");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Copy_DamagedContent_IsRefused(bool inFile)
    {
        await using var storage = inFile
            ? await DatabaseHarness.OpenWithFilesAsync(postgres)
            : await DatabaseHarness.OpenPostgresAsync(postgres);
        var trial = await BeginAsync(storage, "sweep");
        await KeepAsync(storage, trial, "a", 1, 2, 3);
        if (inFile)
            await File.WriteAllBytesAsync(Path.Combine(storage.Files, storage.StoredFiles.Single()), [1, 2, 4], Cancel);
        else await storage.ExecuteAsync("update artifact_contents set data = @data", ("data", new byte[] { 1, 2, 4 }));
        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(storage, trial))).Message
            .ShouldContain("the content of 'a' is damaged");
    }

    [Fact]
    public async Task Copy_FileIsGone_NamesTheStore()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = await BeginAsync(storage, "sweep");
        await KeepAsync(storage, trial, "a", 1, 2, 3);
        File.Delete(Path.Combine(storage.Files, storage.StoredFiles.Single()));
        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(storage, trial))).Message
            .ShouldContain($"is not in '{storage.Files}': set EXPERIMENTS_CHECKPOINTS");
    }

    [Fact]
    public async Task Save_LargeFile_IsReadAsAStream()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres, Backend.Sqlite);
        var trial = await BeginAsync(storage, "sweep");
        var data = new byte[5_000_000];
        new Random(1).NextBytes(data);
        // This content cannot be read into memory as a whole.
        var content = new ContentThatActs(data, () => Task.CompletedTask);
        (await storage.Artifacts.SaveAsync(
            trial, 1, new("big", SHA256.HashData(data), content), ArtifactLimits.Default, Cancel)).Outcome
            .ShouldBe(ArtifactOutcome.Kept);
        (await ReadAsync(storage, trial)).AsSpan().SequenceEqual(data).ShouldBeTrue();
    }

    /// <summary>
    /// A node ended between a file and its row, or while it wrote one; another database uses the same folder.
    /// </summary>
    [Fact]
    public async Task Cleanup_FilesWithoutARow_GoAfterADay()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = await BeginAsync(storage, "sweep");
        await KeepAsync(storage, trial, "a", 1, 2, 3);
        var used = storage.StoredFiles.Single();
        string[] left = [NameOf("sweep", 7), NameOf("sweep", 8) + ".partial"];
        string[] young = [NameOf("sweep", 9)];
        string[] others = [NameOf("other", 7), "sweep/notes.artifact"];
        foreach (var file in left.Concat(young).Concat(others))
        {
            var path = Path.Combine(storage.Files, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "x", Cancel);
        }

        foreach (var file in storage.StoredFiles.Except(young))
            File.SetLastWriteTimeUtc(Path.Combine(storage.Files, file), DateTime.UtcNow.AddHours(-25));

        (await storage.Services.GetRequiredService<CheckpointCleanup>().RunAsync(Cancel)).ShouldBe(1);

        storage.StoredFiles.ShouldBe([used, .. young, .. others], ignoreOrder: true);
    }

    private static async Task<TrialId> BeginAsync(DatabaseHarness storage, string sweep) =>
        new((await storage.BeginSweepAsync(trials: 1, sweep)).Key, 0);

    private static Task EndAsync(DatabaseHarness storage, TrialId trial) => storage.Sweeps.CommitAsync(
        new SweepCommit(trial.SweepKey, [SweepSteps.Complete(3, 0, 0.5), SweepSteps.Finish(4)]), Cancel);

    private static async Task KeepAsync(DatabaseHarness storage, TrialId trial, string path, params byte[] data) =>
        (await SaveAsync(storage, trial, 1, path, data)).Outcome.ShouldBe(ArtifactOutcome.Kept);

    private static Task<ArtifactReceipt> SaveAsync(
        DatabaseHarness storage, TrialId trial, int attempt, string path, byte[] data) =>
        storage.Artifacts.SaveAsync(
            trial, attempt, new(path, SHA256.HashData(data), data), ArtifactLimits.Default, Cancel);

    private static async Task<byte[]> ReadAsync(DatabaseHarness storage, TrialId trial)
    {
        using var content = new MemoryStream();
        await storage.ArtifactQueries.CopyAsync(
            (await storage.ArtifactQueries.ListAsync(trial, Cancel)).Single(), content, Cancel);
        return content.ToArray();
    }

    private static string NameOf(string sweep, params byte[] data) =>
        $"{sweep}/0-1-{Convert.ToHexStringLower(SHA256.HashData(data))}.artifact";
}
