using System.Globalization;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;
using Spectre.Console;

// Very many trials wait at once on four silos over PostgreSQL. Prints what each costs in memory, how many reports are
// recorded per second, and whether any is lost.
const int Silos = 4;
const int Epochs = 20;

var trials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60;
await using var postgres = await PostgresServer.CreateAsync(durable: true);
await using var machine = new Machine(await postgres.CreateDatabaseAsync());
var silos = await Task.WhenAll(Enumerable.Range(1, Silos).Select(
    silo => machine.ServeAsync("--node", $"silo-{silo}", "--cpus", $"{Math.Ceiling(trials / (double)Silos) / 100}")));
await RunAsync(100, 1);
var before = Memory();
var cpu = Cpu();
var running = RunAsync(trials, seconds);
await machine.WaitForAsync("select count(*) from trials where status = 'running'", rows => rows[0] == $"{trials}");
var grown = Memory() - before;
var (rows, at) = await RowsAsync();
await machine.WaitForAsync(
    "select count(*) >= 1 from trials where sweep_key = 2 and status = 'completed'", done => done[0] == "True");
var (moreRows, later) = await RowsAsync();
await running;
cpu = Cpu() - cpu;
var lost = int.Parse((await machine.QueryAsync(
    $"""
    select count(*) from trials t where sweep_key = 2 and not (status = 'completed' and attempt = 1
        and (select count(*) from metrics m where m.trial_id = t.id) = {Epochs})
    """))[0], CultureInfo.InvariantCulture);
AnsiConsole.Write(
    new Table().AddColumns(
        "trials at once", "memory of a trial", "reports per second", "trials lost", "CPU of the silos").AddRow(
        $"{trials:N0}", $"{grown / 1024.0 / trials:0.0} kB", $"{(moreRows - rows) / (later - at):N0}", $"{lost}",
        $"{cpu.TotalSeconds:0.0} s"));
return lost == 0 ? 0 : 1;

async Task RunAsync(int count, int length)
{
    var sweeps = int.Parse((await machine.QueryAsync("select count(*) from sweeps"))[0], CultureInfo.InvariantCulture);
    (await machine.RunAsync("submit", machine.Write("sweep.yaml", $$"""
        workload: wait
        method: random
        run_cap: {{count}}
        metric: {name: value, goal: maximize}
        parameters:
          value: {min: 0.0, max: 1.0}
          seconds: {value: {{length}}}
          epochs: {value: {{Epochs}}}
        resources: {cpu: 0.01}
        checkpoint: {every_epochs: 1000}
        """))).ShouldExitWith(0);
    await machine.WaitForAsync(
        "select count(*) from sweeps where status = 'completed'", done => done[0] == $"{sweeps + 1}");
}

async Task<(long Rows, double At)> RowsAsync()
{
    var row = (await machine.QueryAsync(
        "select count(*), extract(epoch from clock_timestamp()) from metrics"))[0].Split('|');
    return (long.Parse(row[0], CultureInfo.InvariantCulture), double.Parse(row[1], CultureInfo.InvariantCulture));
}

long Memory() => silos.Sum(silo => System.Diagnostics.Process.GetProcessById(silo.Id).WorkingSet64);

TimeSpan Cpu() => silos.Aggregate(
    TimeSpan.Zero,
    (sum, silo) => sum + System.Diagnostics.Process.GetProcessById(silo.Id).TotalProcessorTime);
