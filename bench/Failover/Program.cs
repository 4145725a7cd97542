using System.Globalization;
using Experiments.Failover.Bench;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;
using Spectre.Console;

// Four silos on one PostgreSQL train sixteen trials that report five times a second. One silo after the other is killed
// with SIGKILL. Prints the time until each of its trials reports again from another silo.
const int Silos = 4;
const int Trials = 16;
const int SigKill = 9;

var kills = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 12;
await using var postgres = await PostgresServer.CreateAsync(durable: true);
await using var machine = new Machine(await postgres.CreateDatabaseAsync());
var silos = new Dictionary<string, CliProcess>();
var started = 0;
await RefillAsync();
(await machine.RunAsync("submit", machine.Write("sweep.yaml", $$"""
    workload: wait
    method: random
    run_cap: {{Trials}}
    max_restarts: 1000
    metric: {name: value, goal: maximize}
    parameters:
      value: {min: 0.0, max: 1.0}
      seconds: {value: 80000}
      epochs: {value: 400000}
    """))).ShouldExitWith(0);

var times = new List<double>();
var table = new Table().AddColumns("kill", "trials lost", "first again after s", "last again after s");
var random = new Random(1);
for (var kill = 1; kill <= kills; kill++)
{
    // One of the four silos is new and empty, so the trials run on the other three until the next one dies.
    var running = await machine.WaitForAsync(
        "select s.node, t.id from trials t join silos s on s.silo = t.node where t.status = 'running' and s.node "
        + $"in ({Names()})",
        rows => rows.Count == Trials);
    var busy = running.Select(row => row.Split('|')).GroupBy(row => row[0], row => row[1]).ToArray();
    var victim = busy[random.Next(busy.Length)];
    var lost = string.Join(", ", victim);
    var before = (await machine.QueryAsync("select now()::text"))[0];
    silos[victim.Key].Signal(SigKill);
    await silos[victim.Key].WaitForExitAsync();
    silos.Remove(victim.Key);
    var again = await machine.WaitForAsync(
        $"select extract(epoch from min(at) - '{before}') from metrics where trial_id in ({lost}) and at > "
        + $"timestamptz '{before}' + interval '0.3 s' group by trial_id",
        rows => rows.Count == victim.Count());
    var seconds = again.Select(row => double.Parse(row, CultureInfo.InvariantCulture)).ToArray();
    times.AddRange(seconds);
    table.AddRow($"{kill}", $"{seconds.Length}", $"{seconds.Min():0.0}", $"{seconds.Max():0.0}");
    await RefillAsync();
}

times.Sort();
AnsiConsole.Write(table);
AnsiConsole.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{kills} kills, {times.Count} trials lost: reporting again after {times[times.Count / 2]:0.0} s (median), "
    + $"{times[^1]:0.0} s (worst)"));
foreach (var silo in silos.Values) await silo.DisposeAsync();
AnsiConsole.WriteLine(await Saturation.MeasureAsync(postgres, seconds: 120));
return 0;

async Task RefillAsync()
{
    var fresh = Enumerable.Range(0, Silos - silos.Count).Select(_ => $"silo-{++started}").ToArray();
    var serving = await Task.WhenAll(
        fresh.Select(node => machine.ServeAsync("--node", node, "--cpus", $"{Trials / (Silos - 1) + 1}")));
    foreach (var (node, silo) in fresh.Zip(serving)) silos.Add(node, silo);
}

string Names() => string.Join(", ", silos.Keys.Select(name => $"'{name}'"));
