using System.Text.Json;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Several silos on one PostgreSQL database.</summary>
public sealed class ClusterTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Trials = 20;

    [Fact]
    public async Task Kill_OneOfThreeSilosInASweep_ItsTrialsGoOnElsewhere()
    {
        await using var machine = await MachineAsync();
        var silos = await ServeAsync(machine, "a", "b", "c");
        await ShouldBeOneClusterAsync(machine, "a", "b", "c");
        await SubmitAsync(machine, SweepFiles.Waiting(Trials, seconds: 3));
        await machine.WaitForAsync("select distinct node from trials", nodes => nodes.Count == 3);
        await WaitForTrialsOnAsync(machine, "b");

        silos[1].Signal(Kill);

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await silos[1].WaitForExitAsync()).ToString().ShouldNotContain(PostgresServer.Password);
        await ShouldHaveEndedOnceEachAsync(machine);
        var dead = (await machine.QueryAsync("select silo from silos where node = 'b'")).ShouldHaveSingleItem();
        (await machine.QueryAsync("select count(*) from trials where restarts > 0")).ShouldNotBe(["0"]);
        (await machine.QueryAsync(
            $"select count(*) from trials where restarts > 0 and node = '{dead}'")).ShouldBe(["0"]);
        await ShouldBeOneClusterAsync(machine, "a", "c");
    }

    /// <summary>The sweep's grain and the fleet's grain are each on one of the three silos.</summary>
    [Fact]
    public async Task Kill_EachOfThreeSilosInTurn_TheSweepCompletesOnTheFourth()
    {
        await using var machine = await MachineAsync();
        var silos = await ServeAsync(machine, "a", "b", "c");
        await SubmitAsync(machine, SweepFiles.Waiting(Trials, seconds: 3));
        await WaitForTrialsOnAsync(machine, "a");

        silos[0].Signal(Kill);
        await WaitForNoTrialsOnAsync(machine, "a");
        silos[1].Signal(Kill);
        await WaitForNoTrialsOnAsync(machine, "b");
        await ServeAsync(machine, "d");
        silos[2].Signal(Kill);

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        await ShouldHaveEndedOnceEachAsync(machine);
    }

    [Fact]
    public async Task Terminate_OneOfThreeSilosInASweep_HandsItsTrialsBackWithoutARestart()
    {
        await using var machine = await MachineAsync();
        var silos = await ServeAsync(machine, "a", "b", "c");
        await SubmitAsync(machine, SweepFiles.Waiting(Trials, seconds: 3));
        await WaitForTrialsOnAsync(machine, "b");

        silos[1].Signal(Terminate);
        (await silos[1].WaitForExitAsync()).ShouldExitWith(0);
        // A trial may have been assigned to the silo just before it stopped. It was refused, and returns to its sweep.
        await WaitForNoTrialsOnAsync(machine, "b");

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        await ShouldHaveEndedOnceEachAsync(machine);
        (await machine.QueryAsync(
            "select event::text from sweep_events where actions::text like '%\"restarts\":1%'")).ShouldBeEmpty();
        (await machine.QueryAsync("select count(*) from trials where attempt > 1")).ShouldNotBe(["0"]);
        // Silos find out every second whether they reach each other, by connections that prove nothing.
        foreach (var silo in silos) silo.Errors.ShouldNotContain("Refused a connection");
    }

    /// <summary>
    /// A trial that ends every silo it runs on must not end the sweep, nor be retried without a limit.
    /// </summary>
    [Fact]
    public async Task Kill_EverySiloThatRunsOneTrial_ThatTrialFailsAndItsNeighboursComplete()
    {
        const int Killer = 3;
        await using var machine = await MachineAsync();
        var silos = (await ServeAsync(machine, "n0", "n1")).Select((silo, i) => (Node: $"n{i}", Silo: silo))
            .ToDictionary();
        await SubmitAsync(machine, SweepFiles.Waiting(8, seconds: 8, epochs: 16, more: "max_restarts: 2"));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var node = (await machine.WaitForAsync(
                $"select s.node from trials t join silos s on s.silo = t.node where t.number = {Killer} and t.status "
                + $"= 'running' and t.attempt = {attempt}",
                rows => rows.Count == 1))[0];
            silos.Remove(node, out var silo).ShouldBeTrue();
            silo!.Signal(Kill);
            var fresh = $"n{silos.Count + attempt}";
            silos[fresh] = (await ServeAsync(machine, fresh))[0];
        }

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        var failed = (await machine.QueryAsync(
            "select number, attempt, cause from trials where status <> 'completed'")).ShouldHaveSingleItem();
        failed.ShouldMatch($@"^{Killer}\|3\|node .* was lost$");
    }

    [Fact]
    public async Task Submit_SweepsOfWeightOneAndThree_GetAQuarterAndThreeQuarters()
    {
        await using var machine = await MachineAsync();
        await Task.WhenAll(new[] { "a", "b" }.Select(node => machine.ServeAsync("--node", node, "--cpus", "8")));
        foreach (var (name, weight) in new[] { ("light", 1), ("heavy", 3) })
            await SubmitAsync(
                machine,
                SweepFiles.Waiting(100_000, seconds: 0.5, more: $"name: {name}\nresources: {{weight: {weight}}}"));
        // Measures from the time at which both sweeps run until enough trials have ended.
        await machine.WaitForAsync(Ended, rows => rows.Count == 2);
        var begin = Parse(await machine.QueryAsync(Ended));
        var end = Parse(await machine.WaitForAsync(Ended, rows => Parse(rows).Sum() >= begin.Sum() + 320));
        var (light, heavy) = (end[0] - begin[0], end[1] - begin[1]);

        (light / (light + heavy)).ShouldBe(0.25, 0.05);
        foreach (var name in new[] { "light", "heavy" }) (await machine.RunAsync("cancel", name)).ShouldExitWith(0);

        static double[] Parse(IReadOnlyList<string> counts) => [.. counts.Select(double.Parse)];
    }

    private const string Ended = """
        select count(*) from trials t join sweeps s on s.key = t.sweep_key where t.status = 'completed'
        group by s.key, s.name order by s.key
        """;

    [Fact]
    public async Task Submit_FirstSiloListedDoesNotAnswer_UsesTheNext()
    {
        await using var machine = await MachineAsync();
        await ServeAsync(machine, "a");
        await machine.QueryAsync(
            """
            insert into silos (silo, cluster, node, pool, cpus, gpus, gateway, http, serves, beat_at)
            values ('127.0.0.1:1@1', 'experiments', 'gone', 'default', 2, 0, '127.0.0.1:1', '', true, now() + interval '1 minute')
            """);

        await SubmitAsync(machine, SweepFiles.Waiting(1, seconds: 0.1));

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
    }

    [Fact]
    public async Task Serve_ClusterOfAnotherProtocol_SaysSoAndStaysOut()
    {
        await using var machine = await MachineAsync();
        await machine.RunAsync("db", "migrate");
        await machine.QueryAsync(
            """
            insert into silos (silo, cluster, node, pool, cpus, gpus, gateway, http, serves, version, protocol, beat_at)
            values ('127.0.0.1:1@1', 'experiments', 'newer', 'default', 2, 0, '127.0.0.1:1', '', true, '9.9.9', 99, now() + interval '1 minute')
            """);

        (await machine.RunAsync("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"))
            .ShouldFailInOneSentence("node 'newer' with experiments 9.9.9", "stop its silos first");
    }

    private async Task<Machine> MachineAsync() => new(await (await postgres.GetAsync()).CreateDatabaseAsync());

    private static Task<CliProcess[]> ServeAsync(Machine machine, params string[] nodes) =>
        Task.WhenAll(nodes.Select(node => machine.ServeAsync("--node", node, "--cpus", "2")));

    private static async Task SubmitAsync(Machine machine, string sweep) =>
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", sweep))).ShouldExitWith(0);

    private static async Task ShouldBeOneClusterAsync(Machine machine, params string[] nodes)
    {
        // A killed silo stays in the list until its last beat has expired.
        await machine.WaitForAsync(
            "select node from silos where left_at is null and beat_at > now() - interval '10 seconds'",
            living => living.Count == nodes.Length);
        var listed = JsonDocument.Parse(
            (await machine.RunAsync("nodes", "--format", "json")).ShouldExitWith(0).Output).RootElement;
        listed.EnumerateArray().Select(node => node.GetProperty("node").GetString()).ShouldBe(nodes, ignoreOrder: true);
        listed.EnumerateArray().Select(node => node.GetProperty("cluster").GetString()).Distinct()
            .ShouldBe(["experiments"]);
        (await machine.QueryAsync("select cluster, count(*) from membership where status = 3 group by cluster"))
            .ShouldBe([$"experiments|{nodes.Length}"]);
    }

    private static async Task ShouldHaveEndedOnceEachAsync(Machine machine)
    {
        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe([$"{Trials}"]);
        (await machine.QueryAsync("select count(*), count(distinct trial) from trial_curves where metric = 'value'"))
            .ShouldBe([$"{Trials}|{Trials}"]);
    }

    private static Task WaitForTrialsOnAsync(Machine machine, string node) =>
        machine.WaitForAsync(RunningTrials.On(node), trials => trials.Count > 0);

    private static Task WaitForNoTrialsOnAsync(Machine machine, string node) =>
        machine.WaitForAsync(RunningTrials.On(node), trials => trials.Count == 0);
}
