using Experiments.Contracts.Metrics;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>For gradients with a known health, the dashboard shows the same as the command line.</summary>
public sealed class GradientHealthTests(SharedPostgres postgres)
{
    /// <summary>
    /// Layers that reported some health at the last of two steps, and were healthy at the first. Their gradients are
    /// not conclusive, since a gradient vanishes only in comparison. The last two layers report no health, as programs
    /// may.
    /// </summary>
    private const string Rows = """
        insert into sweeps (id, name, spec, workload, method, metric, goal, cluster, status, search_version)
        values ('gradients1', 'gradients', '{}', 'mlp', 'random', 'val_loss', 'minimize', 'experiments', 'running', 1);
        insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment)
        select s.key::bigint << 32, s.key, 0, 'running', 1, 0, 'node', '{}' from sweeps s;
        insert into metric_names (name) select kind || '/' || layer
        from unnest(array['grad_mean', 'grad_std', 'grad_norm', 'dead_relu']) kind, unnest(array['fc0', 'fc1', 'fc2', 'fc3', 'fc4', 'own', 'own_broken']) layer;
        insert into metric_names (name) select 'health/fc' || health from generate_series(0, 4) health;
        insert into metric_rows (trial_id, metric_id, step, at, value, kind)
        select t.id, n.id, step, now(),
               case when n.name = 'grad_std/own_broken' and step = 2 then null
                    when n.name like 'health/%' then case when step = 1 then 0 else substr(n.name, 10)::integer end
                    else 1e-5 end,
               case when n.name = 'grad_std/own_broken' and step = 2 then 1 else 0 end
        from trials t, metric_names n, generate_series(1, 2) step
        """;

    [Fact]
    public async Task Panels_OfGradientHealth_SayWhatTheCommandLineSays()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
        await machine.QueryAsync(Rows);
        var dashboard = GrafanaQueries.All().Single(found => found.Title == "Gradient health");
        dashboard.Choose("sweep", ["gradients1"]);
        dashboard.Choose("one_trial", ["0"]);

        var answers = new List<IReadOnlyList<string>>();
        foreach (var query in dashboard.Sql()) answers.Add(await machine.QueryAsync(query));

        answers.Count.ShouldBe(6);
        string[] judged = [.. Enum.GetValues<LayerHealth>().Select(health => $"fc{(int)health} {Words(health)}")];
        var latest = answers[0].Select(row => row.Split('|')).ToList();
        latest.ShouldAllBe(cells => cells[1] == "2");
        latest.Select(cells => $"{cells[0]} {cells[^1]}")
            .ShouldBe([.. judged, "own not judged", "own_broken not finite"]);
        foreach (var curves in answers.Skip(1).Take(4)) curves.Count.ShouldBeInRange(13, 14);
        answers[5].Select(row => row.Split('|')).Select(cells => $"{cells[1]} {cells[^1]}")
            .ShouldBe([.. judged.Skip(1), "own_broken not finite", judged[0], "own not judged"]);
    }

    private static string Words(LayerHealth health) =>
        Diagnosis.Find([("x", health)], activation: null)?.Replace(" at x", "", StringComparison.Ordinal) ?? "healthy";
}
