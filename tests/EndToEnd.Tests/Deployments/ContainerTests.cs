using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>
/// The compose file's services as real containers, of the image that the Dockerfile builds, under real work:
/// <c>tests/containers</c> builds the images and runs these tests.
/// </summary>
public sealed class ContainerTests : IAsyncLifetime
{
    private const int Stop = 19;
    private const int Continue = 18;

    private static readonly string[] Silos = ["silo-a", "silo-b"];

    private ComposedContainers? _containers;
    private Machine? _machine;

    private ComposedContainers Containers => _containers!;

    private Machine Machine => _machine!;

    public async ValueTask InitializeAsync()
    {
        _containers = await ComposedContainers.CreateAsync();
        _machine = new Machine(await _containers.StartDatabaseAsync());
        // The programs of trials are in this folder, which the containers' user has to enter.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                _machine.FileOf(""),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public async ValueTask DisposeAsync()
    {
        if (_containers is not null) await _containers.DisposeAsync();
        if (_machine is not null) await _machine.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task Kill_SiloContainerWith300MB_ItsTrialGoesOnWithItsCheckpoint()
    {
        await Containers.RunToEndAsync("migrate");
        ContainerSilo[] silos = [await StartAsync("silo-a"), await StartAsync("silo-b")];
        await Containers.StartAsync("prometheus");
        await Waiting.UntilAsync(
            async () => (await Containers.LogAsync("prometheus")).Contains("Server is ready"), "Prometheus to serve",
            seen: () => Containers.LogAsync("prometheus").GetAwaiter().GetResult());

        await CheckpointMove.RunAsync(
            Machine, (await Deployment.ReadAsync("compose", ""))[0], silos, new ChainProgram(Machine, 300),
            async () =>
            {
                foreach (var silo in silos) await silo.ShouldBeConfinedAsync();
                await UpAsync("both silos", "1", "1");
            });

        (await Machine.RunAsync("replay", "chain", "--verify")).ShouldExitWith(0);
        await UpAsync("one of two silos", "0", "1");
    }

    /// <summary>
    /// All silos are replaced, one after the other, while they train: each old one works beside a new one.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task RollingUpgrade_FromAnOlderImage_NothingIsLostOrRepeated()
    {
        const string before = "localhost/experiments:before";
        await Containers.RunToEndAsync("migrate", before, "experiments", "db", "migrate");
        foreach (var service in Silos) await StartAsync(service, before);
        var sweep = Machine.Write("trains.yaml", Trains);
        var program = new ChainProgram(Machine, 20, epochs: 6);
        var chain = program.Write(2, "resources: {cpu: 0.25}");
        foreach (var file in new[] { chain, sweep })
            (await Containers.ExecAsync("silo-a", "experiments", "submit", file)).ShouldExitWith(0);
        var checkpoints = (await Containers.VolumesAsync("silo-a"))["/checkpoints"];
        await program.WaitAtGateAsync(2, name => ChainProgram.ReadFolder(checkpoints, name));
        await EndedAsync("silo-a", 1);
        await EndedAsync("silo-b", 1);

        await Containers.RunToEndAsync("migrate");
        foreach (var service in Silos)
        {
            var image = await Containers.InspectAsync(service, "{{.ImageName}} {{.Image}}");
            Say($"stopping {service} of {image}");
            await Containers.StopAsync(service);
            await StartAsync(service);
            // Of trials that this new silo trained beside the other one, which is old at first.
            await EndedAsync(service, 3);
            Say(string.Join("; ", await Machine.QueryAsync(
                "select node, version from silos where left_at is null order by node")));
        }

        program.OpenGate();
        foreach (var name in new[] { "chain", "trains" })
        {
            await Machine.WaitForAsync(
                $"select status from sweeps where name = '{name}'", rows => rows[0] == "completed");
            (await Containers.ExecAsync("silo-b", "experiments", "replay", name, "--verify")).ShouldExitWith(0);
        }

        (await Machine.QueryAsync("select sum(restarts) from trials")).ShouldBe(["0"]);
        (await Machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(2));
        await using var undisturbed = new Machine();
        (await undisturbed.RunAsync("run", undisturbed.Write("trains.yaml", Trains))).ShouldExitWith(0);
        (await Machine.NumbersAsync("trains")).ShouldBe(await undisturbed.NumbersAsync("trains"));
        Say("trials by the silo where they ended: " + string.Join("; ", await Machine.QueryAsync(
            "select s.node, s.version, count(*) from trials t join silos s on s.silo = t.node group by 1, 2 "
            + "order by 2, 1")));
    }

    /// <summary>The runbook of <c>docs/operating.md</c>.</summary>
    [Fact(Explicit = true)]
    public async Task Restore_OfABackupWhileASweepRan_GoesOnToTheSameNumbers()
    {
        await Containers.RunToEndAsync("migrate");
        foreach (var service in Silos) await StartAsync(service);
        var program = new ChainProgram(Machine, 20);
        (await Machine.RunAsync("submit", program.Write(2))).ShouldExitWith(0);
        var checkpoints = (await Containers.VolumesAsync("silo-a"))["/checkpoints"];
        await program.WaitAtGateAsync(2, name => ChainProgram.ReadFolder(checkpoints, name));
        (await Containers.ExecAsync("silo-a", "experiments", "db", "backup", "/data/backup.zip")).ShouldExitWith(0);
        (await Machine.RunAsync("cancel", "chain")).ShouldExitWith(0);

        foreach (var service in Silos) await Containers.StopAsync(service);
        (await Containers.ExecAsync(
            "postgres", "psql", "-U", "experiments", "-d", "postgres",
            "-c", "alter database experiments rename to experiments_old", "-c", "create database experiments"))
            .ShouldExitWith(0);
        await Containers.RunToEndAsync("migrate", null, "experiments", "db", "restore", "/data/backup.zip");
        await Containers.RunToEndAsync("migrate");
        foreach (var service in Silos) await StartAsync(service);
        program.OpenGate();
        await Machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await Machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(2));
        // Their silo was lost, as far as the backup can tell.
        (await Machine.QueryAsync("select distinct attempt, restarts from trials")).ShouldBe(["2|1"]);
    }

    [Fact(Explicit = true)]
    public async Task Probes_DatabaseIsFrozen_AnswerWithinASecondAndSayWhy()
    {
        await Containers.RunToEndAsync("migrate");
        await StartAsync("silo-a");
        using var http = new HttpClient();
        var root = $"http://{await Containers.AddressOfAsync("silo-a")}:9464/healthz/";
        await Waiting.UntilAsync(
            async () => (await ProbeAsync(http, root + "ready")).Status == HttpStatusCode.OK, "the silo to be ready");

        foreach (var process in ProcessTree.Of(await Containers.ProcessAsync("postgres")))
            CliProcess.Signal(process, Stop);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            var ready = await ProbeAsync(http, root + "ready");
            var live = await ProbeAsync(http, root + "live");
            live.Status.ShouldBe(HttpStatusCode.OK);
            ready.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, ready.Text);
            ready.Text.ShouldStartWith("Unhealthy\ndatabase: no answer for ");
            foreach (var took in new[] { ready.Took, live.Took })
                if (took > slowest) slowest = took;
            if (i is 0 or 19)
                Say($"ready: after {ready.Took.TotalSeconds:0.000} s {ready.Text.ReplaceLineEndings(" / ")}");
        }

        await Podman.RunAsync("healthcheck", "run", Containers.NameOf("silo-a"));
        foreach (var process in ProcessTree.Of(await Containers.ProcessAsync("postgres")))
            CliProcess.Signal(process, Continue);

        Say($"the slowest of 40 probes with a frozen database took {slowest.TotalSeconds:0.000} s");
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        await Waiting.UntilAsync(
            async () => (await ProbeAsync(http, root + "ready")).Text == "Healthy", "the silo to be ready again");
    }

    // Of built-in networks, which the silos themselves train.
    private static string Trains => SweepFiles.Small("random", atOnce: 2, epochs: 4)
        .Replace("run_cap: 6", "run_cap: 120\nresources: {cpu: 0.25}");

    private Task<ContainerSilo> StartAsync(string service, string? image = null) =>
        ContainerSilo.StartAsync(Containers, service, Machine.FileOf(""), image);

    /// <summary>Waits until trials have ended on the silo that a service is now.</summary>
    private Task EndedAsync(string service, int trials) => Machine.WaitForAsync(
        "select count(*) from trials t join silos s on s.silo = t.node where t.status = 'completed' and "
        + $"s.left_at is null and s.node = '{service}'",
        rows => int.Parse(rows[0], CultureInfo.InvariantCulture) >= trials);

    /// <summary>Waits until Prometheus has scraped the silos with these results.</summary>
    private async Task UpAsync(string awaited, params string[] values)
    {
        using var http = new HttpClient();
        string[] seen = [];
        await Waiting.UntilAsync(
            async () =>
            {
                using var asked = await http.GetAsync(
                    "http://127.0.0.1:9090/api/v1/query?query=up", TestContext.Current.CancellationToken);
                if (!asked.IsSuccessStatusCode) return false;
                var answer = JsonDocument.Parse(
                    await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                seen =
                [
                    .. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
                        .Select(series => series.GetProperty("value")[1].GetString()!).Order(),
                ];
                return seen.SequenceEqual(values);
            },
            $"Prometheus to find: {awaited}", seen: () => string.Join(' ', seen));
    }

    private static async Task<(HttpStatusCode Status, string Text, TimeSpan Took)> ProbeAsync(
        HttpClient http, string url)
    {
        var since = Stopwatch.StartNew();
        using var answer = await http.GetAsync(url, TestContext.Current.CancellationToken);
        return (
            answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            since.Elapsed);
    }

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
