using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;
using Npgsql;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>
/// The login of a database that <c>db login --role dashboards</c> creates for Grafana.
/// </summary>
public sealed class GrafanaRoleTests(SharedPostgres postgres)
{
    private const string Password = "it's \"chosen\"";

    [Fact]
    public async Task Role_OfGrafana_ReadsAllThatDashboardsAskForAndNothingElse()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync(
            "submit", machine.Write("sweep.yaml", SweepFiles.Small("random")), "--watch")).ShouldExitWith(0);
        await MakeRoleAsync(machine);
        await MakeRoleAsync(machine);
        await using var grafana = new Machine(
            new NpgsqlConnectionStringBuilder(machine.Database)
            {
                Username = "grafana",
                Password = Password,
            }.ConnectionString);

        foreach (var dashboard in GrafanaQueries.All())
        {
            foreach (var (name, isSql, query) in dashboard.Variables())
            {
                if (!isSql) continue;
                var rows = await grafana.QueryAsync(query);
                dashboard.Choose(name, rows.Count > 0 ? [.. rows.Select(row => row.Split('|')[^1])] : ["0"]);
            }

            foreach (var query in dashboard.Sql()) await grafana.QueryAsync(query);
        }

        foreach (var forbidden in (string[])["spec from sweeps", "secret from experiments_private.cluster_secret",
            "text from trial_logs", "gateway from silos", "data from checkpoints", "event from sweep_events"])
            (await Should.ThrowAsync<PostgresException>(
                () => grafana.QueryAsync($"select {forbidden}"))).SqlState.ShouldBe(
                    PostgresErrorCodes.InsufficientPrivilege, forbidden);
        var write = await Should.ThrowAsync<PostgresException>(
            () => grafana.QueryAsync("insert into silos (silo) values ('forged')"));
        write.SqlState.ShouldBeOneOf(
            PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ReadOnlySqlTransaction);
        (await grafana.RunAsync(
            "submit", grafana.Write("sweep.yaml", SweepFiles.Small("random")))).ExitCode.ShouldBe(1);
    }

    private static async Task MakeRoleAsync(Machine machine)
    {
        var login = machine.Start(
            Programs.Experiments, ["db", "login", "grafana", "--role", "dashboards"],
            new Dictionary<string, string> { ["EXPERIMENTS_LOGIN_PASSWORD"] = Password });
        (await login.WaitForExitAsync()).ShouldExitWith(0);
    }
}
