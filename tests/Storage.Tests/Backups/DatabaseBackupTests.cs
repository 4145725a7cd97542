using System.IO.Compression;
using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Access;
using Experiments.Storage.Backups;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Keeping;
using Experiments.Storage.Model;
using Experiments.Storage.Tests.Backends;
using Experiments.Storage.Tests.Keeping;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Backups;

public sealed class DatabaseBackupTests(SharedPostgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-backup-").FullName;

    private string File => Path.Combine(_folder, "backup.zip");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Restore_IntoAnEmptyDatabase_HasEveryRowOfEveryTable(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await FilledSweep.CreateAsync(storage, "packed", 3);
        await FilledSweep.PackAsync(storage);
        await FilledSweep.CreateAsync(storage, "rows", 2);
        await FilledSweep.CreateAsync(storage, "runs", 2, ends: false);
        await storage.ExecuteAsync("update sweeps set note = 'a ''note''', archived_at = created_at where id = 'rows'");
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        await storage.Clusters.DrainAsync("cluster-1", "node-1", drained: true, Cancel);
        await new AccessTokens(storage.Database).CreateAsync("ada", Role.Admin, null, "root", Cancel);
        var audit = new AuditLog(storage.Database);
        var submit = new RequestedChange("ada", "page", "submit", "rows", "sweep 'rows'");
        await audit.AddAsync(submit, isOwner: true, Cancel);
        var removal = await audit.AddAsync(submit with { Action = "rm" }, isOwner: false, Cancel);
        await audit.RefuseAsync(removal, "no", Cancel);

        (await Backup(storage).WriteAsync(File, Cancel)).ShouldBe(new FileInfo(File).Length);
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var restored = await DatabaseHarness.OpenAsync(backend, postgres);
        await Backup(restored).RestoreAsync(File, Cancel);

        foreach (var table in (await Rows.TablesAsync(storage)).Keys.Except(NotInBackups))
        {
            var rows = await Rows.AllAsync(storage, table);
            rows.ShouldNotBeEmpty(table);
            (await Rows.AllAsync(restored, table)).ShouldBe(rows, table);
        }

        (await restored.QueryAsync("select count(*) from silos", row => row.GetInt64(0))).ShouldBe([0]);
        (await restored.QueryAsync("select count(*) from drained_nodes", row => row.GetInt64(0))).ShouldBe([0]);
        (await restored.QueryAsync("select count(*) from access_tokens", row => row.GetInt64(0))).ShouldBe([0]);
        await new AuditLog(restored.Database).AddAsync(submit, isOwner: false, Cancel);
        (await restored.Queries.ListAsync(new() { WithArchived = true }, Cancel)).Select(sweep => sweep.Trials)
            .ShouldBe((await storage.Queries.ListAsync(new() { WithArchived = true }, Cancel))
                .Select(sweep => sweep.Trials with { Running = 0, Waiting = sweep.Trials.Running }));
        // A cluster continues: new sweeps and metrics get keys of their own.
        var next = await FilledSweep.CreateAsync(restored, "next", 2);
        next.Key.ShouldBe(4);
        await restored.WriteAsync(new(3, 0), 1, new Contracts.Metrics.MetricPoint("new", 1, 1));
        (await restored.ReadMetricsAsync(new(3, 0))).ShouldContain(point => point.Metric == "new");
        Directory.GetFiles(_folder).ShouldBe([File]);
    }

    // Which silos and clusters live, which nodes are drained, tokens, which may be revoked by now, counts, which follow
    // from the trials, and the versions of the schema.
    private static readonly string[] NotInBackups =
    [
        "access_tokens", "silos", "drained_nodes", "membership", "membership_versions", "orleansquery", "sweep_counts",
        "schema_versions", "schema_migrations",
    ];

    [Fact]
    public async Task Restore_WhereChangesWereRecorded_KeepsThem()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        await FilledSweep.CreateAsync(storage, "one", 2);
        var change = new RequestedChange("ada", "page", "tag", "one", "sweep 'one'");
        foreach (var target in (string[])["a", "b"])
            await new AuditLog(storage.Database).AddAsync(change with { Target = target }, isOwner: false, Cancel);
        await Backup(storage).WriteAsync(File, Cancel);
        await using var restored = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var log = new AuditLog(restored.Database);
        await log.AddAsync(change with { Target = "c" }, isOwner: false, Cancel);

        await Backup(restored).RestoreAsync(File, Cancel);

        await log.AddAsync(change with { Target = "d" }, isOwner: false, Cancel);
        (await log.ListAsync(null, 10, Cancel)).Select(entry => entry.Change.Target).ShouldBe(["d", "b", "a", "c"]);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Restore_DatabaseHasSweeps_IsRefusedAndChangesNothing(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "one", 2);
        await Backup(storage).WriteAsync(File, Cancel);
        var before = await Rows.OfSweepAsync(storage, sweep.Key);

        (await Should.ThrowAsync<UserErrorException>(() => Backup(storage).RestoreAsync(File, Cancel)))
            .Message.ShouldContain("has sweeps");

        (await Rows.OfSweepAsync(storage, sweep.Key)).ShouldBe(before);
    }

    /// <summary>Deleted sweeps leave names of metrics.</summary>
    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Restore_AfterAllSweepsWereDeleted_HasThemAgain(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "one", 2);
        var before = await Rows.OfSweepAsync(storage, sweep.Key);
        await Backup(storage).WriteAsync(File, Cancel);
        await new SweepRemoval(storage.Database, new CheckpointOptions()).RemoveAsync(sweep.Key, Cancel);

        await Backup(storage).RestoreAsync(File, Cancel);

        (await Rows.OfSweepAsync(storage, sweep.Key)).ShouldBe(before);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Restore_BackupOfTheOtherKind_IsRefused(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await using var other = await DatabaseHarness.OpenAsync(
            backend == Backend.Sqlite ? Backend.Postgres : Backend.Sqlite, postgres);
        await Backup(storage).WriteAsync(File, Cancel);

        (await Should.ThrowAsync<UserErrorException>(() => Backup(other).RestoreAsync(File, Cancel)))
            .Message.ShouldContain("cannot be restored into");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Restore_DamagedBackup_RestoresNothing(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await FilledSweep.CreateAsync(storage, "one", 2, points: 5_000);
        await Backup(storage).WriteAsync(File, Cancel);
        using (var archive = ZipFile.Open(File, ZipArchiveMode.Update))
            archive.Entries[^1].Delete();
        await using var restored = await DatabaseHarness.OpenAsync(backend, postgres);

        (await Should.ThrowAsync<UserErrorException>(() => Backup(restored).RestoreAsync(File, Cancel)))
            .Message.ShouldContain("is damaged");

        (await restored.Queries.ListAsync(new(), Cancel)).ShouldBeEmpty();
        (await restored.QueryAsync("select count(*) from trials", row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Fact]
    public async Task Restore_NotABackup_IsRefused()
    {
        await using var storage = await DatabaseHarness.OpenSqliteAsync();
        await System.IO.File.WriteAllTextAsync(File, "hello", Cancel);
        (await Should.ThrowAsync<UserErrorException>(() => Backup(storage).RestoreAsync(File, Cancel)))
            .Message.ShouldContain("is not a backup");
        (await Should.ThrowAsync<UserErrorException>(() => Backup(storage).RestoreAsync(File + "x", Cancel)))
            .Message.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task Write_FileExistsOrFolderDoesNot_IsRefused()
    {
        await using var storage = await DatabaseHarness.OpenSqliteAsync();
        await System.IO.File.WriteAllTextAsync(File, "precious", Cancel);
        (await Should.ThrowAsync<UserErrorException>(() => Backup(storage).WriteAsync(File, Cancel)))
            .Message.ShouldContain("exists");
        (await System.IO.File.ReadAllTextAsync(File, Cancel)).ShouldBe("precious");
        (await Should.ThrowAsync<UserErrorException>(
                () => Backup(storage).WriteAsync(Path.Combine(_folder, "none", "x"), Cancel)))
            .Message.ShouldContain("there is no such folder");
    }

    [Fact]
    public async Task Restore_LargeCheckpoints_AreInTheFolderOfTheNewMachine()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "large", 3, ends: false);
        // A running trial replaced it while the backup was written.
        var gone = Directory.GetFiles(storage.Files, "2-*", SearchOption.AllDirectories).Single();
        System.IO.File.Delete(gone);
        await Backup(storage).WriteAsync(File, Cancel);

        await using var restored = await DatabaseHarness.OpenWithFilesAsync(postgres);
        await Backup(restored).RestoreAsync(File, Cancel);

        (await restored.Checkpoints.LoadLatestAsync(new(sweep.Key, 1), Cancel))!.Data.ToArray().ShouldBe([1, 2, 1]);
        (await restored.Checkpoints.LoadLatestAsync(new(sweep.Key, 2), Cancel)).ShouldBeNull();
        (await restored.QueryAsync("select count(*) from checkpoints", row => row.GetInt64(0))).ShouldBe([2]);
        (await Should.ThrowAsync<UserErrorException>(() =>
                new DatabaseBackup(storage.Database, new CheckpointOptions(), TimeProvider.System)
                    .WriteAsync(File + "2", Cancel)))
            .Message.ShouldContain("EXPERIMENTS_CHECKPOINTS");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Restore_LargeArtifacts_AreInTheFolderOfTheNewMachine(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres, backend);
        var trial = new TrialId((await storage.BeginSweepAsync(trials: 1)).Key, 0);
        foreach (var (path, text) in new[] { ("a", "one"), ("b", "one"), ("c", "two"), ("gone", "three") })
        {
            var data = System.Text.Encoding.UTF8.GetBytes(text);
            await storage.Artifacts.SaveAsync(
                trial, 1, new(path, SHA256.HashData(data), data), ArtifactLimits.Default, Cancel);
        }

        var gone = Convert.ToHexStringLower(SHA256.HashData("three"u8));
        System.IO.File.Delete(Directory.GetFiles(storage.Files, $"*{gone}*", SearchOption.AllDirectories).Single());
        await Backup(storage).WriteAsync(File, Cancel);

        await using var restored = await DatabaseHarness.OpenWithFilesAsync(postgres, backend);
        await Backup(restored).RestoreAsync(File, Cancel);

        (await restored.ReadArtifactsAsync(trial)).ShouldBe(
            [new("a", 1, "one"), new("b", 1, "one"), new("c", 1, "two")]);
        Directory.GetFiles(restored.Files, "*.artifact", SearchOption.AllDirectories).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("files/../0-1-{0}.artifact")]
    [InlineData("files/sweep/notes.txt")]
    public async Task Restore_FileWithAnotherName_IsRefused(string entry)
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        await FilledSweep.CreateAsync(storage, "one", 2);
        await Backup(storage).WriteAsync(File, Cancel);
        var name = string.Format(System.Globalization.CultureInfo.InvariantCulture, entry, new string('a', 64));
        using (var archive = ZipFile.Open(File, ZipArchiveMode.Update)) archive.CreateEntry(name).Open().Dispose();

        await using var restored = await DatabaseHarness.OpenWithFilesAsync(postgres);
        (await Should.ThrowAsync<UserErrorException>(() => Backup(restored).RestoreAsync(File, Cancel)))
            .Message.ShouldContain("which is not the name of a checkpoint or an artifact");
    }

    private static DatabaseBackup Backup(DatabaseHarness storage) => new(
        storage.Database, storage.Services.GetRequiredService<CheckpointOptions>(), TimeProvider.System);
}
