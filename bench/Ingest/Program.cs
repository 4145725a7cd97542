using System.Collections.Immutable;
using System.Diagnostics;
using Experiments.Bench.Shared;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Ingest;
using Experiments.Storage;
using Experiments.Storage.Configuration;
using Experiments.Storage.Ingest;
using Experiments.Storage.Schema;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

const int Trials = 1_000;
const int Rounds = 5;
var rows = args is [var given] ? int.Parse(given) : 500_000;

await using var server = await PostgresServer.CreateAsync(durable: true);
var address = await server.CreateDatabaseAsync();
await using var services = new ServiceCollection().AddStorage(new DatabaseOptions(address)).BuildServiceProvider();
await services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
await using var source = NpgsqlDataSource.Create(address);
var store = services.GetRequiredService<ISweepStore>();
var sweep = await store.CreateAsync(new NewSweep("bench", SweepSpecs.Grid(), "bench"), default);
await store.CommitAsync(
    new SweepCommit(
        sweep.Key, [.. Enumerable.Range(0, Trials).Select(trial => SweepSteps.Begin(trial + 1, trial))]), default);

Console.WriteLine(
    $"PostgreSQL on this machine, fsync on; {Trials:n0} trials, {rows:n0} rows a run, median of {Rounds} runs "
    + "(slowest, fastest)");
Console.WriteLine($"{"rows per report",16}{"our writer, rows/s",32}{"bare COPY, 10,000 a commit",32}{"ratio",8}");
foreach (var rowsPerBatch in new[] { 1, 10, 100 })
{
    var batches = new Load(sweep.Key, Trials, rowsPerBatch, rows).Batches();
    var (ours, bare) = (new List<double>(), new List<double>());
    for (var round = 0; round <= Rounds; round++)
    {
        var our = await RateAsync(batches, () => WriteOursAsync(batches));
        var their = await RateAsync(batches, () => BareCopy.WriteAsync(source, batches));
        if (round == 0) continue; // the first warms both up
        ours.Add(our);
        bare.Add(their);
    }

    Console.WriteLine(
        $"{rowsPerBatch,16}{Describe(ours),32}{Describe(bare),32}{Medians.Of(ours) / Medians.Of(bare),8:n2}");
}

async Task WriteOursAsync(ImmutableArray<MetricBatch> batches)
{
    await using var writer = ActivatorUtilities.CreateInstance<MetricWriter>(services);
    var receipts = new List<Task<bool>>(batches.Length);
    foreach (var batch in batches) receipts.Add(await writer.WriteAsync(batch, default));
    if ((await Task.WhenAll(receipts)).Contains(false)) throw new InvalidOperationException("A batch was refused.");
}

async Task<double> RateAsync(ImmutableArray<MetricBatch> batches, Func<Task> write)
{
    await using (var truncate = source.CreateCommand("truncate metric_rows")) await truncate.ExecuteNonQueryAsync();
    var watch = Stopwatch.StartNew();
    await write();
    var seconds = watch.Elapsed.TotalSeconds;
    await using var count = source.CreateCommand("select count(*) from metrics");
    var expected = batches.Sum(batch => batch.Points.Length);
    if ((long)(await count.ExecuteScalarAsync())! != expected) throw new InvalidOperationException("Rows are missing.");
    return expected / seconds;
}

static string Describe(List<double> rates) => $"{Medians.Of(rates):n0} ({rates.Min():n0}, {rates.Max():n0})";
