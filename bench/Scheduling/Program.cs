using System.Diagnostics;
using System.Globalization;
using Experiments.Testing.Postgres;
using Npgsql;
using Spectre.Console;

// Submits a sweep of trials that do nothing to a silo over PostgreSQL and prints how many were decided, placed, run and
// recorded per second, window by window: the last must be as cheap as the first.
const int Slots = 160;

var experiments = args[0];
var trials = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000;
var window = Math.Max(1, trials / 20);

await using var postgres = await PostgresServer.CreateAsync(durable: true);
var database = await postgres.CreateDatabaseAsync();
var folder = Directory.CreateTempSubdirectory("experiments-bench-");
try
{
    var file = Path.Combine(folder.FullName, "nothing.yaml");
    await File.WriteAllTextAsync(file, $$"""
        workload: wait
        method: random
        run_cap: {{trials}}
        metric: {name: value, goal: maximize}
        parameters:
          value: {min: 0.0, max: 1.0}
        resources: {cpu: {{1.0 / Slots}}}
        """);
    using var silo = Start("serve", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0", "--cpus", "1");
    if (await silo.StandardOutput.ReadLineAsync() is null) return Fail("the silo did not start");
    _ = silo.StandardOutput.ReadToEndAsync();
    var cpu = silo.TotalProcessorTime;
    using (var submit = Start("submit", file, "--watch"))
    {
        _ = submit.StandardOutput.ReadToEndAsync();
        await submit.WaitForExitAsync();
        if (submit.ExitCode != 0) return Fail("the sweep did not complete");
    }

    silo.Refresh();
    var used = silo.TotalProcessorTime - cpu;
    await PrintAsync();
    AnsiConsole.WriteLine(
        $"silo: {used.TotalMilliseconds / trials:0.00} ms of CPU per trial; {silo.WorkingSet64 >> 20} MB in use");
    silo.Kill();
    await silo.WaitForExitAsync();
    return 0;
}
finally
{
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

int Fail(string why)
{
    Console.Error.WriteLine($"bench: {why}");
    return 1;
}

async Task PrintAsync()
{
    await using var connection = new NpgsqlConnection(database);
    await connection.OpenAsync();
    await using var windows = new NpgsqlCommand(
        """
        with ended as (select row_number() over (order by finished_at) - 1 as n, started_at, finished_at from trials)
        select (n / @window) * @window, extract(epoch from max(finished_at) - min(finished_at)), count(*),
               percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at))
        from ended group by 1, n / @window order by 1
        """, connection);
    windows.Parameters.AddWithValue("window", window);
    var table = new Table().AddColumns("trials", "trials/s", "ms in a slot (median)");
    var rates = new List<double>();
    await using (var reader = await windows.ExecuteReaderAsync())
    {
        while (await reader.ReadAsync())
        {
            var (first, seconds, count) = (reader.GetInt64(0), reader.GetDouble(1), reader.GetInt64(2));
            rates.Add(count / seconds);
            table.AddRow($"{first} to {first + count - 1}", $"{rates[^1]:0}", $"{reader.GetDouble(3) * 1000:0}");
        }
    }

    AnsiConsole.Write(table);
    await using var whole = new NpgsqlCommand(
        "select count(*) / extract(epoch from max(finished_at) - min(started_at)) from trials where status = "
        + "'completed'", connection);
    AnsiConsole.WriteLine($"{trials} trials on {Slots} slots: {await whole.ExecuteScalarAsync():0} trials/s; "
        + $"last three windows {rates[^3..].Average() / rates[1..4].Average():0.00} times the speed of the "
        + "second to fourth");
}
