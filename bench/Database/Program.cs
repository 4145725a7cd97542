using System.Diagnostics;
using System.Globalization;
using Experiments.Bench.Database;
using Experiments.Bench.Shared;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage;
using Experiments.Storage.Configuration;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Spectre.Console;

const int Small = 100;
const int Curves = 1_000;
var trials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
var points = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
await using var server = await PostgresServer.CreateAsync();

var (services, source, sweep) = await OpenAsync(
    args.Length > 2 ? args[2] : await server.CreateDatabaseAsync(), trials, points);
await using (services)
await using (source)
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"PostgreSQL on this machine; a sweep of {sweep.Summary.Trials.Total:n0} trials with {points:n0} points each"));
    AnsiConsole.Write(await SizesAsync(source));
    AnsiConsole.Write(
        await new QueryTimes(services.GetRequiredService<SweepQueries>(), source, sweep)
            .MeasureAsync(Math.Min(Curves, trials)));
}

AnsiConsole.Write(await ProcessesAsync(await server.CreateDatabaseAsync()));

static async Task<(ServiceProvider Services, NpgsqlDataSource Source, SweepDetail Sweep)> OpenAsync(
    string address, int trials, int points)
{
    var services = new ServiceCollection().AddStorage(new DatabaseOptions(address)).BuildServiceProvider();
    await services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
    var source = NpgsqlDataSource.Create(address);
    return (services, source, await SyntheticSweep.FillAsync(
        source, services.GetRequiredService<ISweepStore>(), services.GetRequiredService<SweepQueries>(), trials,
        points));
}

static async Task<Table> SizesAsync(NpgsqlDataSource source)
{
    var table = new Table().AddColumns("table", "MB with indexes", "rows", "bytes a row");
    await using var command = source.CreateCommand(
        """
        select relname, pg_total_relation_size(c.oid), reltuples::bigint
        from pg_class c join pg_namespace n on n.oid = relnamespace
        where relkind = 'r' and nspname = 'public' and reltuples > 0 order by 2 desc limit 5
        """);
    await using (var reader = await command.ExecuteReaderAsync())
    {
        while (await reader.ReadAsync())
        {
            var (bytes, rows) = (reader.GetInt64(1), reader.GetInt64(2));
            table.AddRow(reader.GetString(0), Write(bytes / 1e6), Whole(rows), Write((double)bytes / rows));
        }
    }

    await using var size = source.CreateCommand(
        """
        select pg_database_size(current_database()), sum(points)::bigint, pg_total_relation_size('packed_curves')
        from packed_curves
        """);
    await using (var reader = await size.ExecuteReaderAsync())
    {
        await reader.ReadAsync();
        table.AddRow("whole database", Write(reader.GetInt64(0) / 1e6), "", "");
        table.AddRow(
            "points", Write(reader.GetInt64(2) / 1e6), Whole(reader.GetInt64(1)),
            Write((double)reader.GetInt64(2) / reader.GetInt64(1)));
    }

    return table;
}

// Whole processes, from their start to their end.
static async Task<Table> ProcessesAsync(string address)
{
    var (services, source, sweep) = await OpenAsync(address, Small, 10);
    await services.DisposeAsync();
    await source.DisposeAsync();
    await using var machine = new Machine(address);
    var table = new Table().AddColumns($"process, {Small} trials", "s, median of 5", "fastest", "slowest");
    foreach (var command in (string[][])
        [
            ["--version"], ["ls"], ["best", sweep.Summary.Id], ["show", sweep.Summary.Id], ["trials", sweep.Summary.Id],
            ["trials", sweep.Summary.Id, "--where", "optimizer=adam and val_loss<0.3"],
            ["trials", sweep.Summary.Id, "--group-by", "optimizer"],
        ])
    {
        var times = new List<double>();
        for (var round = 0; round <= 5; round++)
        {
            var watch = Stopwatch.StartNew();
            (await machine.RunAsync(command)).ShouldExitWith(0);
            if (round > 0) times.Add(watch.Elapsed.TotalSeconds);
        }

        table.AddRow(
            Markup.Escape(string.Join(' ', command)), Seconds(Medians.Of(times)), Seconds(times.Min()),
            Seconds(times.Max()));
    }

    return table;
}

static string Write(double value) => value.ToString("n1", CultureInfo.InvariantCulture);

static string Seconds(double value) => value.ToString("n2", CultureInfo.InvariantCulture);

static string Whole(long value) => value.ToString("n0", CultureInfo.InvariantCulture);
