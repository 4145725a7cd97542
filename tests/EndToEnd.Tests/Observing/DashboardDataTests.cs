using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>
/// Runs every query of every dashboard and rule against a real Prometheus and a real PostgreSQL, while two silos train
/// on MNIST. Fails if the name of a metric differs between the code and a dashboard.
/// </summary>
public sealed partial class DashboardDataTests(SharedPostgres postgres)
{
    /// <summary>The queries without a result in this test, by a part of their text, with the reason.</summary>
    private static readonly Dictionary<string, string> Conditional = new()
    {
        ["experiments_gpu_"] = "only machines with NVIDIA's driver have them",
        ["'dead_relu/"] = "only networks with ReLU report it; GradientHealthTests has rows of it",
        ["'grad_"] = "only workloads that look at their gradients report them; GradientHealthTests has rows of them",
    };

    private const string Sweep = """
        workload: mlp
        dataset: mnist
        method: random
        run_cap: 1000
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2}
          activation: {value: relu}
          hidden_units: {value: 16}
          epochs: {value: 3}
          train_examples: {value: 6000}
        """;

    [Fact]
    public async Task Queries_OfDashboardsAndRules_HaveAnswersWhileASweepTrains()
    {
        if (!Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("EXPERIMENTS_DATA") ?? "", "mnist")))
            Assert.Skip("EXPERIMENTS_DATA names no folder that holds mnist.");
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var silos = await Task.WhenAll(
            new[] { "left", "right" }.Select(node => machine.ServeAsync("--node", node, "--cpus", "1")));
        var addresses = silos.Select(silo => Address().Match(silo.Output).Groups[1].Value);
        await using var prometheus = await PrometheusServer.StartAsync([.. addresses]);
        (await machine.RunAsync("submit", machine.Write("mnist.yaml", Sweep))).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select count(*) from trials where status = 'completed'", rows => int.Parse(rows[0]) >= 2);

        await ShouldAllHaveDataAsync(
            prometheus, [.. await SelectorsOfRulesAsync(prometheus), .. await PromQlAsync(prometheus)]);
        await ShouldAllHaveRowsAsync(machine);

        (await machine.RunAsync("cancel", "mnist")).ShouldExitWith(0);
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "cancelled");
        // Silos pack what ended a minute ago.
        await machine.QueryAsync("update trials set finished_at = finished_at - interval '1 minute'");
        var before = await ShouldAllHaveRowsAsync(machine);
        await machine.WaitForAsync("select count(*) from metric_rows", rows => rows[0] == "0");
        (await machine.QueryAsync("select count(*) > 0 from packed_curves")).ShouldBe(["True"]);
        (await ShouldAllHaveRowsAsync(machine)).ShouldBe(before, "packed curves show the same");
    }

    /// <summary>
    /// Each recording rule must have data. An alert has data only while it fires, so each of its selectors must have
    /// data.
    /// </summary>
    private static async Task<IEnumerable<string>> SelectorsOfRulesAsync(PrometheusServer prometheus)
    {
        var rules = await prometheus.RulesAsync();
        rules.Count(rule => rule.Kind == "recording").ShouldBeGreaterThan(5);
        rules.Count(rule => rule.Kind == "alerting").ShouldBe(6);
        return rules.SelectMany(rule => rule.Kind == "recording"
            ? [rule.Name, rule.Expression]
            : Selector().Matches(rule.Expression).Select(match => match.Value));
    }

    private static async Task<IEnumerable<string>> PromQlAsync(PrometheusServer prometheus)
    {
        var queries = new List<string>();
        foreach (var dashboard in GrafanaQueries.All())
        {
            foreach (var (name, isSql, query) in dashboard.Variables())
            {
                if (isSql) continue;
                var asked = LabelValues().Match(query);
                await ShouldAllHaveDataAsync(prometheus, [asked.Groups[1].Value]);
                dashboard.Choose(name, await prometheus.ValuesAsync(asked.Groups[1].Value, asked.Groups[2].Value));
            }

            queries.AddRange(dashboard.PromQl());
        }

        queries.Count.ShouldBeGreaterThan(30);
        return queries;
    }

    private static async Task ShouldAllHaveDataAsync(PrometheusServer prometheus, IEnumerable<string> queries)
    {
        var missing = queries.Distinct().Where(query => !IsConditional(query)).ToHashSet();
        await Waiting.UntilAsync(
            async () =>
            {
                foreach (var query in missing.ToList())
                    if (await prometheus.CountAsync(query) > 0) missing.Remove(query);
                return missing.Count == 0;
            },
            "data of every query", TimeSpan.FromMinutes(1), () => string.Join('\n', missing));
    }

    /// <summary>Returns the rows of each query, after the query's text.</summary>
    private static async Task<IReadOnlyList<string>> ShouldAllHaveRowsAsync(Machine machine)
    {
        var empty = new List<string>();
        var all = new List<string>();
        foreach (var dashboard in GrafanaQueries.All())
        {
            foreach (var (name, isSql, query) in dashboard.Variables())
            {
                if (!isSql) continue;
                var rows = await machine.QueryAsync(query);
                rows.ShouldNotBeEmpty($"{dashboard.Title}: {query}");
                // A row is a value, or a display text followed by the value.
                dashboard.Choose(name, [.. rows.Select(row => row.Split('|')[^1])]);
                all.AddRange([query, .. rows]);
            }

            foreach (var query in dashboard.Sql())
            {
                var rows = await machine.QueryAsync(query);
                if (rows.Count == 0 && !IsConditional(query)) empty.Add($"{dashboard.Title}: {query}");
                all.AddRange([query, .. rows.Order(StringComparer.Ordinal)]);
            }
        }

        empty.ShouldBeEmpty();
        return all;
    }

    private static bool IsConditional(string query) => Conditional.Keys.Any(query.Contains);

    [GeneratedRegex(@"metrics at http://([\d.:]+)/metrics")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(experiments_\w+|up)\b(\{[^}]*\})?")]
    private static partial Regex Selector();

    [GeneratedRegex(@"^label_values\((.+), (\w+)\)$")]
    private static partial Regex LabelValues();
}
