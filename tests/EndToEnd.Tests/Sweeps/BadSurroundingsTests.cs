using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Experiments.EndToEnd.Tests.Deployments;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Sweeps;

public sealed class BadSurroundingsTests(SharedPostgres postgres)
{
    [Fact]
    public async Task Run_MalformedFile_ListsAllErrorsAndSubmitsNothing()
    {
        await using var machine = new Machine();
        var file = machine.Write(
            "bad.yaml",
            "workload: mlp\ndataset: digits\nmethod: gird\nmetric: {name: val_accuracy}\nparameters:\n  dropout: "
            + "{min: 0.6, max: 0.1}\n");

        var run = (await machine.RunAsync("run", file)).ShouldExitWith(2);

        run.Errors.ShouldContain("bad.yaml:3:");
        run.Errors.ShouldContain("'grid'");
        run.Errors.ShouldContain("bad.yaml:6:");
        File.Exists(Path.Combine(machine.Home, "experiments.db")).ShouldBeFalse();
    }

    /// <summary>Commands wait for the database in place, but not longer than their user.</summary>
    [Fact]
    public async Task Interrupt_QueryThatWaitsForALock_EndsAtOnce()
    {
        var address = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var machine = new Machine(address);
        (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
        await using var holder = NpgsqlDataSource.Create(address);
        await using var connection = await holder.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var lockTable = new NpgsqlCommand("lock table sweeps", connection))
            await lockTable.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var list = machine.Start("ls");
        const string Waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = "
            + "current_database()";
        await machine.WaitForAsync(Waiting, rows => rows[0] == "1");

        list.Signal(2);

        (await list.WaitForExitAsync()).ShouldExitWith(130).Errors.ShouldNotContain("   at ");
        // Its query does not outlive it.
        await machine.WaitForAsync(Waiting, rows => rows[0] == "0");
    }

    [Fact]
    public async Task Run_HomeIsNotAFolder_SaysSo()
    {
        await using var machine = new Machine();
        machine.Environment["EXPERIMENTS_HOME"] = machine.Write("a-file", "");

        (await machine.RunAsync("run", Programs.Example("quickstart.yaml"))).ShouldFailInOneSentence("a-file");
    }

    [Fact]
    public async Task Run_HomeIsReadOnly_SaysSo()
    {
        await using var machine = new Machine();
        // A folder in which even an administrator may not write.
        machine.Environment["EXPERIMENTS_HOME"] = "/proc/experiments";

        (await machine.RunAsync("run", Programs.Example("quickstart.yaml"))).ShouldFailInOneSentence(
            "/proc/experiments");
    }

    [Fact]
    public async Task Run_DiskIsFull_SaysSo()
    {
        await using var machine = new Machine();
        using var disk = SmallDisk.Mount();
        machine.Environment["EXPERIMENTS_HOME"] = disk.Folder;

        (await machine.RunAsync("run", Programs.Example("quickstart.yaml"))).ShouldFailInOneSentence(
            "disk is full", "experiments serve");
    }

    [Theory]
    [InlineData("--silo-port")]
    [InlineData("--gateway-port")]
    [InlineData("--http-port")]
    public async Task Serve_PortInUse_NamesItAndTheOption(string option)
    {
        await using var machine = new Machine();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        string[] free = ["--silo-port", "0", "--gateway-port", "0", "--http-port", "0"];
        free[Array.IndexOf(free, option) + 1] = port;

        (await machine.RunAsync(["serve", .. free])).ShouldFailInOneSentence(port, option);
    }

    /// <summary>The folder may be anyone's, and have more folders below it than Linux watches.</summary>
    [Fact]
    public async Task Serve_FolderWithSettingsOfAspNetCore_NeitherReadsNorWatchesIt()
    {
        await using var machine = new Machine();
        machine.Write("appsettings.json", """{"Kestrel": {"Endpoints": {"Http": {"Url": "nowhere"}}}}""");

        var silo = await machine.ServeAsync();

        foreach (var process in ProcessTree.Of(silo.Id))
        {
            var watched = machine.StartShell($"cat /proc/{process}/fdinfo/* 2>/dev/null | grep -c 'inotify wd:'");
            (await watched.WaitForExitAsync()).Output.Trim().ShouldBe("0");
        }
    }

    [Fact]
    public async Task Serve_AnotherServesOnThisDatabase_SaysWhereAndAfterItsKillTakesOver()
    {
        await using var machine = new Machine();
        var first = await machine.ServeAsync();
        await machine.WaitForAsync("select 1 from silos", rows => rows.Count == 1);

        (await machine.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("serves on this database already");

        first.Signal(9);
        await first.WaitForExitAsync();
        await using var second = await machine.ServeAsync();
        second.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_DatabaseUnreachable_SaysWhere()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var machine = new Machine(
            $"Host=127.0.0.1;Port={port};Username=someone;Password=hush-hush;Database=exp");

        (await machine.RunAsync("ls")).ShouldFailInOneSentence($"127.0.0.1:{port}");
        (await machine.RunAsync("run", Programs.Example("quickstart.yaml"))).ShouldFailInOneSentence(
            $"127.0.0.1:{port}");
    }

    [Fact]
    public async Task Run_WrongPassword_SaysSoAndKeepsItSecret()
    {
        var right = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var machine = new Machine(right.Replace(PostgresServer.Password, "hush-hush"));

        var run = await machine.RunAsync("run", Programs.Example("quickstart.yaml"));

        run.ShouldFailInOneSentence("password");
        (run.Output + run.Errors).ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task Run_CorruptMnist_NamesTheFile()
    {
        await using var machine = new Machine();
        var folder = Directory.CreateDirectory(Path.Combine(machine.Home, "data", "mnist"));
        foreach (var name in new[] { "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte" })
        {
            await using var file = new GZipStream(
                File.Create(Path.Combine(folder.FullName, name + ".gz")), CompressionLevel.Fastest);
            await file.WriteAsync(new byte[1000], TestContext.Current.CancellationToken);
        }

        machine.Environment["EXPERIMENTS_DATA"] = null;
        (await machine.RunAsync("run", Programs.Example("mnist.yaml"))).ShouldFailInOneSentence("idx", "mnist");
    }

    [Fact]
    public async Task Submit_NoClusterThere_SaysWhatToStart()
    {
        await using var machine = new Machine();
        await machine.RunAsync("db", "migrate");

        (await machine.RunAsync("submit", Programs.Example("quickstart.yaml"))).ShouldFailInOneSentence(
            "experiments serve");
    }
}
