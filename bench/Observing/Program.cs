using System.Globalization;
using Experiments.Bench.Observing;
using Experiments.Bench.Serving;
using Experiments.Testing.Postgres;
using Spectre.Console;

// CPU time, not time: other users of the machine change the one more than the other. The two kinds of run take turns, first
// one way round and then the other, so that what drifts hits both alike.
var pairs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 6;
await using var postgres = await PostgresServer.CreateAsync();
using var sink = new TraceSink();
using var http = new HttpClient();
var folder = Directory.CreateTempSubdirectory("experiments-bench-");
var file = Path.Combine(folder.FullName, "observed.yaml");
try
{
    await File.WriteAllTextAsync(file, """
        workload: mlp
        dataset: digits
        method: random
        run_cap: 12
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          optimizer: {value: adam}
          learning_rate: {distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2}
          hidden_units: {value: 128}
          epochs: {value: 8}
          train_examples: {value: 6000}
        """);
    await MeasureAsync(observed: true);
    var table = new Table().AddColumns("pair", "CPU s, observed", "CPU s, not", "more");
    var costs = new List<double>();
    for (var pair = 0; pair < pairs; pair++)
    {
        var first = await MeasureAsync(observed: pair % 2 == 0);
        var second = await MeasureAsync(observed: pair % 2 != 0);
        var (with, without) = pair % 2 == 0 ? (first, second) : (second, first);
        costs.Add((with / without) - 1);
        table.AddRow($"{pair + 1}", $"{with:0.00}", $"{without:0.00}", $"{costs[^1]:+0.0 %;-0.0 %}");
    }

    AnsiConsole.Write(table);
    costs.Sort();
    var median = (costs[(pairs - 1) / 2] + costs[pairs / 2]) / 2;
    AnsiConsole.WriteLine($"median {median:+0.0 %;-0.0 %}; {sink.Received >> 10} KB of traces were taken");
}
finally
{
    folder.Delete(recursive: true);
}

// The CPU seconds of a silo for one sweep. Observed: metrics on, scraped every five seconds as deployed, and traces sent.
async Task<double> MeasureAsync(bool observed)
{
    var environment = new Dictionary<string, string>
    {
        ["EXPERIMENTS_DATABASE"] = await postgres.CreateDatabaseAsync(),
        ["EXPERIMENTS_HOME"] = folder.FullName,
        [observed ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "OTEL_SDK_DISABLED"] = observed ? sink.Address : "true",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };
    using var silo = await ServedSilo.StartAsync(args[0], environment);
    var before = silo.Cpu;
    using var ended = new CancellationTokenSource();
    var scraping = observed ? ScrapeAsync(silo.Metrics, ended.Token) : Task.CompletedTask;
    await silo.RunAsync(file);
    var used = silo.Cpu - before;
    await ended.CancelAsync();
    await scraping;
    return used.TotalSeconds;
}

async Task ScrapeAsync(string address, CancellationToken ended)
{
    using var every = new PeriodicTimer(TimeSpan.FromSeconds(5));
    try
    {
        do await http.GetStringAsync(address, ended);
        while (await every.WaitForNextTickAsync(ended));
    }
    catch (OperationCanceledException)
    {
    }
}
