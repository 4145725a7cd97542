using System.Globalization;
using Experiments.Bench.Serving;
using Experiments.Testing.Postgres;
using Spectre.Console;

// The number of series must follow what runs, not what ever ran.
var trials = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000;
await using var postgres = await PostgresServer.CreateAsync();
var folder = Directory.CreateTempSubdirectory("experiments-bench-");
try
{
    var file = Path.Combine(folder.FullName, "short.yaml");
    await File.WriteAllTextAsync(file, $$"""
        workload: wait
        method: random
        run_cap: {{trials}}
        metric: {name: value, goal: maximize}
        parameters:
          value: {min: 0.0, max: 1.0}
          seconds: {value: 0.05}
        """);
    using var silo = await ServedSilo.StartAsync(args[0], new()
    {
        ["EXPERIMENTS_DATABASE"] = await postgres.CreateDatabaseAsync(),
        ["EXPERIMENTS_HOME"] = folder.FullName,
    });
    using var http = new HttpClient();
    var table = new Table().AddColumns("when", "series", "of trials", "of Orleans", "of .NET");
    await AddAsync("before");
    // The first brings out what any use does: histograms, calls of grains. The second must add nothing.
    for (var sweep = 1; sweep <= 2; sweep++)
    {
        await silo.RunAsync(file);
        await AddAsync($"after {sweep * trials} trials");
    }

    AnsiConsole.Write(table);

    async Task AddAsync(string when)
    {
        var series = (await http.GetStringAsync(silo.Metrics)).Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        table.AddRow(when, $"{series.Count}", Of("experiments_trial_"), Of("orleans_"), Of("dotnet_"));

        string Of(string prefix) => $"{series.Count(line => line.StartsWith(prefix, StringComparison.Ordinal))}";
    }
}
finally
{
    folder.Delete(recursive: true);
}
