using System.Diagnostics;
using System.Globalization;
using Experiments.Activation.Bench;
using Experiments.Bench.Shared;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Sweeps;
using Experiments.Search.Specs;
using Experiments.Storage;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

// Measures how long it takes to restore the state of a sweep: from its row, its snapshot and the steps since, and from
// its whole log. The snapshot is as old as it ever gets: with one more step, a new one would be written.
var events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
const double Most = 300;

(string Name, SearchSpec Spec, int Events)[] sweeps =
[
    ("random", Logs.Spec(SearchMethod.Random), events),
    ("random, hyperband", Logs.Spec(SearchMethod.Random, new EarlyTermination.Hyperband(1, 81, 1, 3)), events),
    ("random, asha", Logs.Spec(SearchMethod.Random, new EarlyTermination.Asha("epoch", 1, 3, 81, 1)), events),
    ("tpe", Logs.Spec(SearchMethod.Tpe), events),
    ("tpe", Logs.Spec(SearchMethod.Tpe), 2 * events),
];
var table = new Table().AddColumns(
    "database", "sweep", "events", "snapshot", "steps since", "ms", "slowest", "whole log, ms");
var slow = false;
await using var postgres = await PostgresServer.CreateAsync(durable: false);
var folder = Directory.CreateTempSubdirectory("experiments-bench-");
try
{
    foreach (var (database, address) in new[]
        { ("PostgreSQL", await postgres.CreateDatabaseAsync()), ("SQLite", $"Data Source={folder.FullName}/bench.db") })
    {
        await using var services = new ServiceCollection().AddSingleton(new CheckpointOptions())
            .AddStorage(new DatabaseOptions(address)).BuildServiceProvider();
        await services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
        var store = services.GetRequiredService<ISweepStore>();
        foreach (var (name, spec, length) in sweeps) await MeasureAsync(store, database, name, spec, length);
    }
}
finally
{
    folder.Delete(recursive: true);
}

AnsiConsole.Write(table);
return slow ? 1 : 0;

async Task MeasureAsync(ISweepStore store, string database, string name, SearchSpec spec, int length)
{
    var id = SweepIds.New();
    var asked = new SweepSpec
    {
        Name = name,
        Workload = new WorkloadSpec.BuiltIn("wait", null),
        Metric = "value",
        Search = spec,
    };
    var sweep = await store.CreateAsync(new NewSweep(id, asked, "bench"), default);
    var (snapshot, last) = ((SweepSnapshot?)null, 0L);
    foreach (var part in Logs.Make(spec, length).Chunk(500))
    {
        await store.CommitAsync(new SweepCommit(sweep.Key, [.. part.Select(entry => entry.Step)]), default);
        foreach (var (step, after) in part)
        {
            // A snapshot so old that the next one is due with the next step.
            if (snapshot is not null || length - step.Seq + 1 > SnapshotWriter.Due(after)) continue;
            snapshot = SweepHistory.Snapshot(sweep, after, step.Seq);
            last = step.Seq;
        }
    }

    var whole = await TimeAsync(store, id, 1);
    await store.SaveSnapshotAsync(snapshot!, default);
    await TimeAsync(store, id, 1);
    var times = await TimeAsync(store, id, runs);
    var usual = Medians.Of(times);
    // The data that a method learns from must be read; the limit applies to the rest.
    slow |= usual > Most && spec.Method != SearchMethod.Tpe;
    table.AddRow(
        database, name, $"{length:N0}", $"{snapshot!.State.Length / 1e6:0.0} MB", $"{length - last:N0}", $"{usual:0}",
        $"{times.Max():0}", $"{whole[0]:0}");
}

async Task<double[]> TimeAsync(ISweepStore store, string id, int count)
{
    var times = new double[count];
    for (var run = 0; run < count; run++)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        await SweepHistory.LoadAsync(store, (await store.FindAsync(id, default))!, default);
        times[run] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    return times;
}
