using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Waits;
using Microsoft.Data.Sqlite;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>An SQLite file that another program uses, or that is taken away.</summary>
public sealed class LockedFileTests
{
    [Fact]
    public async Task Run_AnotherProgramLocksTheFile_WaitsAndGoesOn()
    {
        await using var machine = new Machine();
        await using var serve = await machine.ServeAsync();
        var sweep = machine.Write("sweep.yaml", SweepFiles.Waiting(60, seconds: 0.2));
        (await machine.RunAsync("submit", sweep)).ShouldExitWith(0);
        await machine.WaitForAsync("select count(*) from trials where status = 'completed'", rows => rows[0] != "0");

        await using (var other = new SqliteConnection($"Data Source={machine.Home}/experiments.db;Pooling=false"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var locking = other.CreateCommand();
            locking.CommandText = "begin exclusive";
            await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var tag = machine.RunAsync("tag", "sweep", "mine");
            await serve.WaitForErrorAsync("Waiting for the database");
            (await tag).ShouldFailInOneSentence("experiments.db", "locked by another program");
            (await machine.RunAsync("ls")).ShouldExitWith(0);
        }

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*), max(attempt) from trials where status = 'completed'"))
            .ShouldBe(["60|1"]);
        serve.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Serve_HomeIsRemoved_EndsWithOneSentence()
    {
        await using var machine = new Machine();
        var serve = await machine.ServeAsync();
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", SweepFiles.Waiting(1_000, seconds: 0.2))))
            .ShouldExitWith(0);
        await machine.WaitForAsync("select count(*) from trials where status = 'completed'", rows => rows[0] != "0");
        var before = serve.Errors.Length;

        Directory.Delete(machine.Home, recursive: true);

        (await serve.WaitForExitAsync()).ShouldExitWith(1);
        serve.Errors[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("experiments: ", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldEndWith("experiments.db' was removed while it was in use: restore it from a backup");
        serve.Errors.ShouldNotContain("   at ");
        Directory.Exists(machine.Home).ShouldBeFalse("nothing is half made anew");
    }

    [Fact]
    public async Task Serve_DiskFills_WaitsForRoomAndGoesOn()
    {
        await using var machine = new Machine();
        using var disk = SmallDisk.TryMount("8m");
        Assert.SkipWhen(disk is null, "Only an administrator may mount a small disk, and not everywhere.");
        machine.Environment["EXPERIMENTS_HOME"] = disk.Folder;
        var serve = await machine.ServeAsync();
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", SweepFiles.Waiting(40, seconds: 0.2))))
            .ShouldExitWith(0);
        await CompletedAsync(machine, least: 1);
        var filling = Path.Combine(disk.Folder, "filling");
        Fill(filling);

        await serve.WaitForErrorAsync("Waiting for the database");
        serve.HasExited.ShouldBeFalse();
        File.Delete(filling);
        await CompletedAsync(machine, least: 40);
        serve.Errors.ShouldNotContain("   at ");
        serve.Errors.Split('\n').Count(line => line.Contains("Waiting for the database", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    private static Task CompletedAsync(Machine machine, int least) => Waiting.UntilAsync(
        async () => (await machine.RunAsync("trials", "sweep", "--status", "completed", "--format", "csv"))
            .Output.Split('\n').Length > least + 1,
        $"{least} trials to complete");

    private static void Fill(string path)
    {
        using var file = File.Create(path, bufferSize: 0);
        try
        {
            while (true) file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    [Fact]
    public async Task Run_HomeIsRemoved_SaysSoInOneSentence()
    {
        await using var machine = new Machine();
        var run = machine.Start("run", machine.Write("sweep.yaml", SweepFiles.Waiting(1_000, seconds: 0.2)));
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync("select count(*) from trials where status = 'completed'", rows => rows[0] != "0");

        Directory.Delete(machine.Home, recursive: true);

        (await run.WaitForExitAsync()).ShouldFailInOneSentence("experiments.db");
        Directory.Exists(machine.Home).ShouldBeFalse("nothing is half made anew");
    }
}
