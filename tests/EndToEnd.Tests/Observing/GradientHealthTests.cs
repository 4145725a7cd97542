using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>What the dashboard of gradients says of gradients whose health is known.</summary>
public sealed class GradientHealthTests(SharedPostgres postgres)
{
    private const string Rows = """
        insert into sweeps (id, name, spec, workload, method, metric, goal, cluster, status, search_version)
        values ('gradients1', 'gradients', '{}', 'mlp', 'random', 'val_loss', 'minimize', 'experiments', 'running', 1);
        insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment)
        select s.key::bigint << 32, s.key, 0, 'running', 1, 0, 'node', '{}' from sweeps s;
        insert into metric_names (name) select kind || '/' || layer
        from unnest(array['grad_mean', 'grad_std', 'grad_norm', 'dead_relu']) kind, unnest(array['first', 'middle', 'last', 'broken']) layer;
        insert into metrics (trial_id, metric_id, step, at, value, kind)
        select t.id, n.id, step, now(),
               case when n.name = 'grad_std/broken' and step = 2 then null
                    when n.name like '%/first' then 1e-9 when n.name like '%/last' then 1e3 else 0.1 end,
               case when n.name = 'grad_std/broken' and step = 2 then 1 else 0 end
        from trials t, metric_names n, generate_series(1, 2) step
        """;

    [Fact]
    public async Task Panels_OfGradientHealth_FlagWhatVanishesAndExplodes()
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
        answers[0].Select(row => row.Split('|')).Select(cells => $"{cells[0]} {cells[1]} {cells[^1]}")
            .ShouldBe(["broken 2 not finite", "first 2 vanishing", "last 2 exploding", "middle 2 healthy"]);
        foreach (var curves in answers.Skip(1).Take(4)) curves.Count.ShouldBeInRange(7, 8);
        answers[5].Select(row => row.Split('|')).Select(cells => $"{cells[1]} {cells[^1]}")
            .ShouldBe(["broken not finite", "first vanishing", "last exploding", "middle healthy"]);
    }
}
