using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.Bench.Observing;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;
using Spectre.Console;

// Measures CPU time, not wall-clock time, which other users of the machine affect more. The two kinds of run take
// turns, and swap their order from round to round, so that drifts affect both equally.
var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 6;
await using var postgres = await PostgresServer.CreateAsync();
using var sink = new TraceSink();
using var http = new HttpClient();
// The first trials compile code, which a silo does only once.
const int WarmUp = 8;
const int Trials = 24;
const string Sweep = """
    workload: mlp
    dataset: digits
    method: random
    metric: {name: val_accuracy, goal: maximize}
    parameters:
      optimizer: {value: adam}
      learning_rate: {distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2}
      hidden_units: {value: 128}
      epochs: {value: 8}
      train_examples: {value: 6000}
    """;
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

// Returns the CPU seconds of a silo for one sweep, after a short sweep to warm up. If observed, metrics are on and
// scraped every five seconds as deployed, and traces are sent.
async Task<double> MeasureAsync(bool observed)
{
    await using var machine = new Machine(await postgres.CreateDatabaseAsync());
    machine.Environment[observed ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "OTEL_SDK_DISABLED"] = observed
        ? sink.Address
        : "true";
    machine.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
    var silo = await machine.ServeAsync();
    using var process = Process.GetProcessById(silo.Id);
    using var ended = new CancellationTokenSource();
    var address = Regex.Match(silo.Output, @"http://[\d.:]+/metrics").Value;
    var scraping = observed ? ScrapeAsync(address, ended.Token) : Task.CompletedTask;
    await SubmitAsync(machine, WarmUp);
    process.Refresh();
    var before = process.TotalProcessorTime;
    await SubmitAsync(machine, Trials);
    process.Refresh();
    var used = process.TotalProcessorTime - before;
    await ended.CancelAsync();
    await scraping;
    return used.TotalSeconds;
}

static async Task SubmitAsync(Machine machine, int trials) =>
    (await machine.RunAsync(
        "submit", machine.Write("observed.yaml", $"{Sweep}\nrun_cap: {trials}\n"), "--watch")).ShouldExitWith(0);

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
