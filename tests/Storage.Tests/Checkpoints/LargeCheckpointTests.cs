using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Configuration;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Checkpoints;

/// <summary>
/// Checkpoints that are too large for the database. The contract of all stores is tested by the suite.
/// </summary>
public sealed class LargeCheckpointTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_ThreeSteps_LeavesTheFilesOfTwoAndNothingInTheDatabase()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        for (var step = 1; step <= 3; step++) (await SaveAsync(storage, trial, 1, step)).ShouldBeTrue();
        FilesOf(storage).ShouldBe(["sweep/0-2-1.checkpoint", "sweep/0-3-1.checkpoint"]);
        (await storage.QueryAsync("select data from checkpoints", row => row.IsDBNull(0))).ShouldBe([true, true]);
    }

    [Fact]
    public async Task Commit_TrialIsStoppedEarly_DeletesItsFilesOnceThatIsCommitted()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var key = (await storage.BeginSweepAsync(trials: 2)).Key;
        foreach (var number in new[] { 0, 1 }) await SaveAsync(storage, new TrialId(key, number), 1, 1);
        var stale = new SweepCommit(key, [SweepSteps.Prune(3, 0, 0.5)]) { Removals = [new(0, false)] };
        await Should.ThrowAsync<SweepConflictException>(() => storage.Sweeps.CommitAsync(stale, Cancel));
        FilesOf(storage).ShouldBe(["sweep/0-1-1.checkpoint", "sweep/1-1-1.checkpoint"]);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(key, [SweepSteps.Prune(4, 0, 0.5)]) { Removals = [new(0, false)] }, Cancel);
        FilesOf(storage).ShouldBe(["sweep/1-1-1.checkpoint"]);
    }

    [Fact]
    public async Task Save_RefusedOne_LeavesNoFile()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await SaveAsync(storage, trial, 1, 1);
        await storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [SweepSteps.Begin(3, 0, 2)]), Cancel);
        (await SaveAsync(storage, trial, 1, 2)).ShouldBeFalse();
        FilesOf(storage).ShouldBe(["sweep/0-1-1.checkpoint"]);
    }

    [Fact]
    public async Task LoadLatest_NewestFileGone_IsTheOneBefore()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        for (var step = 1; step <= 2; step++) await SaveAsync(storage, trial, 1, step);
        File.Delete(Path.Combine(storage.Files, "sweep/0-2-1.checkpoint"));
        (await storage.Checkpoints.LoadLatestAsync(trial, Cancel))!.Step.ShouldBe(1);
    }

    [Fact]
    public async Task Save_LargerThanTheDatabaseTakesAndNoFolder_SaysWhatToSet()
    {
        await using var storage = await DatabaseHarness.OpenAsync(
            await (await postgres.GetAsync()).CreateDatabaseAsync(), null, () => { }, new CheckpointOptions
            {
                DatabaseLimit = 2,
            });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        // Another attempt could not succeed either.
        (await Should.ThrowAsync<TrialDoomedException>(() => SaveAsync(storage, trial, 1, 1))).Message
            .ShouldContain("set EXPERIMENTS_CHECKPOINTS to a folder that all nodes share");
    }

    [Fact]
    public async Task Save_FolderThatCannotBe_NamesIt()
    {
        await using var storage = await DatabaseHarness.OpenAsync(
            await (await postgres.GetAsync()).CreateDatabaseAsync(), null, () => { },
            new CheckpointOptions { DatabaseLimit = 0, Directory = "/proc/none" });
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        (await Should.ThrowAsync<UserErrorException>(() => SaveAsync(storage, trial, 1, 1))).Message.ShouldContain(
            "'/proc/none'");
    }

    [Fact]
    public void FromEnvironment_NothingSet_HasAFolderOnlyWhereOneMachineUsesTheDatabase()
    {
        static string? Home(string name) => name == "EXPERIMENTS_HOME" ? "/home/me/experiments" : null;
        CheckpointOptions.FromEnvironment(new DatabaseOptions("Data Source=a.db"), alone: false, Home).Directory
            .ShouldBe("/home/me/experiments/checkpoints");
        CheckpointOptions.FromEnvironment(new DatabaseOptions("Host=a"), alone: true, Home).Directory
            .ShouldBe("/home/me/experiments/checkpoints");
        CheckpointOptions.FromEnvironment(new DatabaseOptions("Host=a"), alone: false, Home).Directory.ShouldBeNull();
    }

    private static Task<bool> SaveAsync(DatabaseHarness storage, TrialId trial, int attempt, long step) =>
        storage.Checkpoints.SaveAsync(new Checkpoint(trial, attempt, step, new byte[] { 1, 2, (byte)step }), Cancel);

    private static IEnumerable<string> FilesOf(DatabaseHarness storage) =>
        Directory.EnumerateFiles(storage.Files, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(storage.Files, file)).Order(StringComparer.Ordinal);
}
