using Experiments.Contracts.Proofs;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>Four silos on one PostgreSQL server, with faults while a sweep trains.</summary>
internal sealed class DisturbedCluster : IAsyncDisposable
{
    private const int Silos = 4;
    private const int SigKill = 9;
    private const int SigCont = 18;
    private const int SigStop = 19;

    // The name that the file gives it. Others on the database are there to be deleted.
    private const string Disturbed = "name = 'sweep'";

    private readonly PostgresServer _postgres;
    private readonly Machine _machine;
    private readonly Random _random;
    private readonly Action<string> _tell;
    private readonly Dictionary<string, CliProcess> _silos = [];
    private int _started;

    private DisturbedCluster(PostgresServer postgres, Machine machine, int seed, Action<string> tell) =>
        (_postgres, _machine, _random, _tell) = (postgres, machine, new Random(seed), tell);

    public Machine Machine => _machine;

    /// <summary>The number of killed silos.</summary>
    public int Kills { get; private set; }

    public static async Task<DisturbedCluster> StartAsync(int seed, Action<string> tell)
    {
        var postgres = await PostgresServer.CreateAsync(durable: true);
        var cluster = new DisturbedCluster(postgres, new Machine(await postgres.CreateDatabaseAsync()), seed, tell);
        // Every 30 seconds.
        cluster._machine.Environment["EXPERIMENTS_RETENTION"] = "5m";
        await cluster.RefillAsync();
        await cluster.AddOldSweepsAsync();
        return cluster;
    }

    /// <summary>Deletes a sweep that has ended.</summary>
    public async Task RemoveAsync(string name)
    {
        (await _machine.RunAsync("rm", name, "--yes")).ShouldExitWith(0);
        _tell($"sweep '{name}' is deleted");
    }

    /// <summary>Waits until the silos have pruned a sweep whose end is long ago.</summary>
    public async Task ShouldBePrunedAsync(string name) => await _machine.WaitForAsync(
        "select count(distinct m.trial_id), count(distinct t.id) from sweeps s join trials t on t.sweep_key = s.key "
        + $"left join packed_curves m on m.trial_id = t.id where s.name = '{name}'",
        rows => rows[0] == "1|10");

    public async Task SubmitAsync(string sweep) =>
        (await _machine.RunAsync("submit", _machine.Write("sweep.yaml", sweep))).ShouldExitWith(0);

    /// <summary>Waits until a number of further checkpoints are saved, or the sweep has ended.</summary>
    public async Task ProgressAsync(int checkpoints)
    {
        const string Saved = "select coalesce(sum(step), 0) from (select max(step) as step from checkpoints where "
            + $"trial_id >> 32 = (select key from sweeps where {Disturbed}) group by trial_id) c";
        var begin = long.Parse((await _machine.QueryAsync(Saved))[0]);
        await _machine.WaitForAsync(
            $"select ({Saved}) >= {begin + checkpoints} or (select status from sweeps where {Disturbed}) = 'completed'",
            rows => rows[0] == "True");
    }

    /// <summary>Waits until the sweep has completed. There is no time limit as long as it makes progress.</summary>
    public async Task ToTheEndAsync()
    {
        const string Status = $"select status from sweeps where {Disturbed}";
        while ((await _machine.QueryAsync(Status))[0] == "running") await ProgressAsync(1);
        await _machine.WaitForAsync(Status, rows => rows[0] == "completed");
    }

    public async Task ShouldBeTrainingAsync() =>
        (await _machine.QueryAsync($"select status from sweeps where {Disturbed}")).ShouldBe(
            ["running"], "the sweep ended before all was done to it");

    /// <summary>Kills a random silo and starts a new one.</summary>
    public Task KillOneAsync() => KillAsync([Any()]);

    /// <summary>Kills the silos with the sweep's grain and with the fleet's grain.</summary>
    public async Task KillDecidersAsync()
    {
        var sweep = (await _machine.QueryAsync($"select id from sweeps where {Disturbed}"))[0];
        var gateways = await _machine.QueryAsync($"select gateway from silos where node in ({NamesOf(_silos.Keys)})");
        var secret = Convert.FromHexString(
            (await _machine.QueryAsync("select encode(secret, 'hex') from experiments_private.cluster_secret"))[0]);
        var (decides, grants) = await WhoDecides.AskAsync(ClusterSecret.FromBytes(secret)!, gateways, sweep);
        var nodes = await _machine.QueryAsync($"select node from silos where silo in ('{decides}', '{grants}')");
        _tell($"sweep decided on {decides}, leases granted on {grants}");
        nodes.ShouldNotBeEmpty();
        await KillAsync(nodes);
    }

    /// <summary>Kills all silos at once and starts the same number of new ones.</summary>
    public Task KillAllAsync() => KillAsync([.. _silos.Keys]);

    /// <summary>Stops the database server cleanly, and starts it again after a pause.</summary>
    public async Task StopDatabaseAsync(TimeSpan pause)
    {
        _tell($"PostgreSQL stops for {pause.TotalSeconds} s");
        await _postgres.StopAsync();
        using (var timer = new PeriodicTimer(pause)) await timer.WaitForNextTickAsync();
        await _postgres.StartAsync();
    }

    /// <summary>
    /// Freezes a silo that trains until its trials have begun elsewhere, and resumes it, so that it still writes.
    /// Meanwhile the membership table is locked, since the silo would otherwise learn that it is dead before it writes.
    /// Returns once one of its rows was refused and it has learned that it is dead.
    /// </summary>
    public async Task FreezeAsync()
    {
        var node = (await _machine.WaitForAsync(
            "select s.node from trials t join silos s on s.silo = t.node where t.status = 'running' and s.node in "
            + $"({NamesOf(_silos.Keys)})",
            rows => rows.Count > 0))[0];
        var silo = _silos[node];
        var address = (await _machine.QueryAsync($"select silo from silos where node = '{node}'"))[0];
        _tell($"freezing {node}");
        silo.Signal(SigStop);
        await _machine.WaitForAsync(
            $"select count(*) from trials where status = 'running' and node = '{address}'", rows => rows[0] == "0");
        _tell($"{node} is taken for dead and thaws");
        await using (var connection = new NpgsqlConnection(_machine.Database))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hide = new NpgsqlCommand("lock table membership in access exclusive mode", connection);
            await hide.ExecuteNonQueryAsync();
            silo.Signal(SigCont);
            await silo.WaitForErrorAsync("were refused: a newer attempt of it has begun");
        }

        _tell($"a row of {node} was refused");
        await silo.WaitForErrorAsync("declared it dead; its trials continue elsewhere; the silo starts again");
        await KillAsync([node]);
    }

    public async ValueTask DisposeAsync()
    {
        await _machine.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    // Their curves are packed, and what silos need not keep of one of them is due.
    private async Task AddOldSweepsAsync()
    {
        foreach (var name in (string[])["old", "removed"])
        {
            var file = _machine.Write($"{name}.yaml", SweepFiles.Waiting(10, seconds: 0.1, epochs: 3));
            (await _machine.RunAsync("submit", file, "--watch")).ShouldExitWith(0);
        }

        await _machine.QueryAsync("update trials set finished_at = now() - interval '1 hour'");
        await _machine.WaitForAsync("select count(*) from trials where not packed", rows => rows[0] == "0");
        await _machine.QueryAsync("update sweeps set finished_at = now() - interval '1 hour' where name = 'old'");
    }

    private async Task KillAsync(IReadOnlyList<string> nodes)
    {
        foreach (var node in nodes)
        {
            _tell($"kill -9 {node}");
            _silos[node].Signal(SigKill);
            Kills++;
        }

        foreach (var node in nodes)
        {
            (await _silos[node].WaitForExitAsync()).ToString().ShouldNotContain(PostgresServer.Password);
            _silos.Remove(node);
        }

        await RefillAsync();
    }

    private async Task RefillAsync()
    {
        var missing = Enumerable.Range(0, Silos - _silos.Count).Select(_ => $"silo-{++_started}").ToArray();
        var fresh = await Task.WhenAll(missing.Select(node => _machine.ServeAsync("--node", node, "--cpus", "2")));
        foreach (var (node, silo) in missing.Zip(fresh)) _silos.Add(node, silo);
    }

    private string Any() => _silos.Keys.Order(StringComparer.Ordinal).ElementAt(_random.Next(_silos.Count));

    private static string NamesOf(IEnumerable<string> nodes) => string.Join(", ", nodes.Select(node => $"'{node}'"));
}
