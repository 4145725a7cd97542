using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;
using Microsoft.Extensions.DependencyInjection;

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
        storage.StoredFiles.ShouldBe(["sweep/0-2-1.checkpoint", "sweep/0-3-1.checkpoint"]);
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
        storage.StoredFiles.ShouldBe(["sweep/0-1-1.checkpoint", "sweep/1-1-1.checkpoint"]);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(key, [SweepSteps.Prune(4, 0, 0.5)]) { Removals = [new(0, false)] }, Cancel);
        storage.StoredFiles.ShouldBe(["sweep/1-1-1.checkpoint"]);
    }

    [Fact]
    public async Task Save_RefusedOne_LeavesNoFile()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await SaveAsync(storage, trial, 1, 1);
        await storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [SweepSteps.Begin(3, 0, 2)]), Cancel);
        (await SaveAsync(storage, trial, 1, 2)).ShouldBeFalse();
        storage.StoredFiles.ShouldBe(["sweep/0-1-1.checkpoint"]);
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
    public async Task SaveAndLoad_FolderIsAway_WaitForIt()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await SaveAsync(storage, trial, 1, 1);
        Directory.Move(storage.Files, storage.Files + ".away");
        var loading = storage.Checkpoints.LoadLatestAsync(trial, Cancel);
        var saving = SaveAsync(storage, trial, 1, 2);
        var log = storage.Services.GetRequiredService<OutageLog>();
        await Waiting.UntilAsync(() => log.Waiting == 2, "both to find that the folder is away");

        Directory.Move(storage.Files + ".away", storage.Files);
        (await loading.Within("the checkpoint to be loaded once the folder is back"))!.Step.ShouldBe(1);
        (await saving.Within("the checkpoint to be saved once the folder is back")).ShouldBeTrue();
        log.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task FindLatest_FolderIsAway_SaysSoAtOnce()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await SaveAsync(storage, trial, 1, 1);
        Directory.Move(storage.Files, storage.Files + ".away");
        var queries = storage.Services.GetRequiredService<CheckpointQueries>();
        (await Should.ThrowAsync<UserErrorException>(() => queries.FindLatestAsync(trial, Cancel))).Message
            .ShouldEndWith("or try again later");
        Directory.Move(storage.Files + ".away", storage.Files);
    }

    [Fact]
    public async Task FindLatest_DataIsDamaged_SaysSo()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        await storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 1, new byte[] { 7, 8 }), Cancel);
        var queries = storage.Services.GetRequiredService<CheckpointQueries>();
        (await queries.FindLatestAsync(trial, Cancel)).ShouldNotBeNull();

        await storage.DamageCheckpointAsync(trial, 1);

        (await Should.ThrowAsync<UserErrorException>(() => queries.FindLatestAsync(trial, Cancel))).Message
            .ShouldStartWith("the checkpoint of trial 0 is damaged: its SHA-256 is no longer the one");
    }

    [Fact]
    public void FromEnvironment_NothingSet_HasAFolderOnlyWhereOneMachineUsesTheDatabase()
    {
        static string? Home(string name) => name == "EXPERIMENTS_HOME" ? "/home/me/experiments" : null;
        CheckpointOptions.FromEnvironment(new DatabaseOptions("Data Source=a.db"), alone: false, Home).Directory
            .ShouldBe("/home/me/experiments/checkpoints");
        CheckpointOptions.FromEnvironment(new DatabaseOptions("Host=a"), alone: true, Home).Directory
            .ShouldBe("/home/me/experiments/checkpoints");
        var unset = CheckpointOptions.FromEnvironment(new DatabaseOptions("Host=a"), alone: false, Home);
        (unset.Directory, unset.HasStore, unset.IsNone).ShouldBe((null, false, false));
    }

    [Fact]
    public void FromEnvironment_None_HasNoStoreOnAnyDatabase()
    {
        foreach (var database in new[] { "Host=a", "Data Source=a.db" })
        {
            var none = CheckpointOptions.FromEnvironment(new DatabaseOptions(database), alone: true, _ => "none");
            (none.Directory, none.HasStore, none.IsNone).ShouldBe((null, false, true));
        }
    }

    [Fact]
    public async Task Save_ContentInAFile_IsLoadedAgain()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        using (var content = await ScratchContent.CreateAsync(
            Path.GetTempPath(), async stream => await stream.WriteAsync(bytes, Cancel)))
        {
            (await storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 1, content), Cancel)).ShouldBeTrue();
        }

        using var loaded = (await storage.Checkpoints.LoadLatestAsync(trial, Cancel))!.Content;
        loaded.ShouldBeOfType<ScratchContent>();
        loaded.ReadAll().ToArray().ShouldBe(bytes);
        loaded.ReadAll().ToArray().ShouldBe(bytes, "it can be read again");
    }

    /// <summary>
    /// A node ended between a file and its row, or while it wrote one; another database uses the same folder.
    /// </summary>
    [Fact]
    public async Task Cleanup_FilesWithoutARow_GoAfterADay()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        for (var step = 1; step <= 2; step++) await SaveAsync(storage, trial, 1, step);
        string[] left = ["sweep/0-3-1.checkpoint", "sweep/7-1-2.checkpoint", "sweep/0-4-1.checkpoint.partial"];
        string[] young = ["sweep/0-5-1.checkpoint", "sweep/0-6-1.checkpoint.partial"];
        string[] others = ["other/0-1-1.checkpoint", "sweep/notes.txt"];
        foreach (var file in left.Concat(young).Concat(others))
        {
            var path = Path.Combine(storage.Files, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "x", Cancel);
        }

        foreach (var file in Directory.GetFiles(storage.Files, "*", SearchOption.AllDirectories))
            if (!young.Contains(Path.GetRelativePath(storage.Files, file)))
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-25));

        (await storage.Services.GetRequiredService<CheckpointCleanup>().RunAsync(Cancel)).ShouldBe(2);

        storage.StoredFiles.ShouldBe(
            young.Concat(others).Concat(["sweep/0-1-1.checkpoint", "sweep/0-2-1.checkpoint"]), ignoreOrder: true);
    }

    private static Task<bool> SaveAsync(DatabaseHarness storage, TrialId trial, int attempt, long step) =>
        storage.Checkpoints.SaveAsync(new Checkpoint(trial, attempt, step, new byte[] { 1, 2, (byte)step }), Cancel);
}
