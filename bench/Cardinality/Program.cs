using System.Globalization;
using System.Text.RegularExpressions;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;
using Spectre.Console;

// The number of series must depend on the running trials, not on all trials that ever ran.
var trials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
await using var postgres = await PostgresServer.CreateAsync();
await using var machine = new Machine(await postgres.CreateDatabaseAsync());
using var http = new HttpClient();
var silo = await machine.ServeAsync();
var address = Regex.Match(silo.Output, @"http://[\d.:]+/metrics").Value;
var file = machine.Write("short.yaml", $$"""
    workload: wait
    method: random
    run_cap: {{trials}}
    metric: {name: value, goal: maximize}
    parameters:
      value: {min: 0.0, max: 1.0}
      seconds: {value: 0.05}
    """);
var table = new Table().AddColumns("when", "series", "of trials", "of Orleans", "of .NET");
await AddAsync("before");
// The first sweep creates the series of any use, such as histograms and grain calls. The second must add none.
for (var sweep = 1; sweep <= 2; sweep++)
{
    (await machine.RunAsync("submit", file, "--watch")).ShouldExitWith(0);
    await AddAsync($"after {sweep * trials} trials");
}

AnsiConsole.Write(table);

async Task AddAsync(string when)
{
    var series = (await http.GetStringAsync(address)).Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').ToList();
    table.AddRow(when, $"{series.Count}", Of("experiments_trial_"), Of("orleans_"), Of("dotnet_"));

    string Of(string prefix) => $"{series.Count(line => line.StartsWith(prefix, StringComparison.Ordinal))}";
}
