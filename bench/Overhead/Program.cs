using System.Diagnostics;
using System.Globalization;
using Experiments.Testing.Postgres;
using Npgsql;
using Spectre.Console;

// Submits a sweep of trials that only wait to four silos over PostgreSQL, and compares the time that it took with the
// lower bound: the time that it would take if each slot had its next trial the moment the last one ended.
const int Silos = 4;
const int SlotsPerSilo = 4;
const int Trials = 2000;
const double Seconds = 0.1;
const double Floor = Trials * Seconds / (Silos * SlotsPerSilo);

var experiments = args[0];
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
await using var postgres = await PostgresServer.CreateAsync(durable: true);
var database = await postgres.CreateDatabaseAsync();
var folder = Directory.CreateTempSubdirectory("experiments-bench-");
var silos = new List<Process>();
try
{
    for (var i = 0; i < Silos; i++)
    {
        var silo = Start("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0",
            "--node", $"node-{i}", "--cpus", $"{SlotsPerSilo}");
        silos.Add(silo);
        if (await silo.StandardOutput.ReadLineAsync() is null) return Fail("a silo did not start");
        _ = silo.StandardOutput.ReadToEndAsync();
    }

    var file = Path.Combine(folder.FullName, "short.yaml");
    await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $$"""
        workload: wait
        method: random
        run_cap: {{Trials}}
        metric: {name: value, goal: maximize}
        checkpoint: {every_epochs: 2}
        parameters:
          value: {min: 0.0, max: 1.0}
          seconds: {value: {{Seconds}}}
        """));
    var table = new Table().AddColumns("run", "seconds", "times the floor", "CPU of the silos", "load of the machine");
    // The first sweep compiles code.
    for (var run = 0; run <= runs; run++)
    {
        var cpu = Cpu();
        using var submit = Start("submit", file, "--watch");
        _ = submit.StandardOutput.ReadToEndAsync();
        await submit.WaitForExitAsync();
        if (submit.ExitCode != 0) return Fail("a sweep did not complete");
        var took = await LastAsync();
        table.AddRow(
            run == 0 ? "to warm up" : $"{run}", $"{took:0.00}", $"{took / Floor:0.000}",
            $"{(Cpu() - cpu).TotalSeconds:0.0} s",
            (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]);
    }

    AnsiConsole.Write(table);
    AnsiConsole.WriteLine(
        $"{Trials} trials of {Seconds} s on {Silos * SlotsPerSilo} slots of {Silos} silos; the floor is {Floor} s; "
        + $"{Environment.ProcessorCount} cores");
    return 0;
}
finally
{
    foreach (var silo in silos)
    {
        silo.Kill();
        await silo.WaitForExitAsync();
        silo.Dispose();
    }

    folder.Delete(recursive: true);
}

Process Start(params string[] arguments)
{
    var start = new ProcessStartInfo(experiments, arguments) { RedirectStandardOutput = true };
    start.Environment["EXPERIMENTS_DATABASE"] = database;
    start.Environment["EXPERIMENTS_HOME"] = folder.FullName;
    start.Environment["EXPERIMENTS_SKIP_BUILD"] = "1";
    return Process.Start(start)!;
}

TimeSpan Cpu()
{
    foreach (var silo in silos) silo.Refresh();
    return silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + silo.TotalProcessorTime);
}

int Fail(string why)
{
    Console.Error.WriteLine($"bench: {why}");
    return 1;
}

async Task<double> LastAsync()
{
    await using var connection = new NpgsqlConnection(database);
    await connection.OpenAsync();
    await using var took = new NpgsqlCommand(
        """
        select extract(epoch from max(finished_at) - min(started_at))::float8 from trials
        where status = 'completed' and sweep_key = (select max(key) from sweeps) having count(*) = @trials
        """, connection);
    took.Parameters.AddWithValue("trials", Trials);
    return await took.ExecuteScalarAsync() is double seconds
        ? seconds
        : throw new InvalidOperationException("Trials were lost.");
}
