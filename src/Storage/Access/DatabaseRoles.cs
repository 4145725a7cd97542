using System.Data.Common;
using System.Security.Cryptography;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Access;

/// <summary>
/// The roles of a PostgreSQL database besides its owner, and the logins that are members of them. The roles themselves
/// cannot log in.
/// </summary>
public sealed class DatabaseRoles(Database database)
{
    private static readonly string Silo = NameOf(DatabaseRole.Silo);
    private static readonly string Reader = NameOf(DatabaseRole.Reader);
    private static readonly string Dashboards = NameOf(DatabaseRole.Dashboards);

    // The tables of later versions are covered by 'default privileges', but for dashboards. The order matters: what is
    // granted on all tables is taken from some of them.
    private static readonly string[] Grants =
    [
        $"grant usage on schema public to {Silo}, {Reader}, {Dashboards}",
        $"grant select, insert, update, delete on all tables in schema public to {Silo}",
        $"grant usage on all sequences in schema public to {Silo}",
        $"grant select on all tables in schema public to {Reader}",
        $"alter default privileges in schema public grant select, insert, update, delete on tables to {Silo}",
        $"alter default privileges in schema public grant usage on sequences to {Silo}",
        $"alter default privileges in schema public grant select on tables to {Reader}",
        $"revoke select on access_tokens from {Reader}",
        $"revoke update, delete on audit_log from {Silo}",
        $"grant update (refused) on audit_log to {Silo}",
        $"grant usage on schema experiments_private to {Silo}",
        $"grant select on experiments_private.cluster_secret to {Silo}",
        $"drop policy if exists silos on experiments_private.cluster_secret",
        $"create policy silos on experiments_private.cluster_secret for select to {Silo} using (true)",
        "grant select on best_trials, trial_curves, sweep_progress, trial_states, live_silos, metrics, metric_names to "
            + Dashboards,
        "grant select (key, id, name, workload, dataset, method, metric, goal, run_cap, cluster, status, created_at, "
            + $"started_at, finished_at) on sweeps to {Dashboards}",
        "grant select (id, sweep_key, number, status, attempt, restarts, node, assignment, objective, created_at, "
            + $"started_at, finished_at) on trials to {Dashboards}",
        $"grant select (silo, cluster, node, pool, cpus, gpus, version) on silos to {Dashboards}",
    ];

    /// <summary>Returns the name of a role in the database.</summary>
    public static string NameOf(DatabaseRole role) => $"experiments_{role.ToString().ToLowerInvariant()}";

    /// <summary>Creates the roles and grants them what they need. It can be run any number of times.</summary>
    /// <exception cref="UserErrorException">
    /// The database is an SQLite file, or this user may not create roles or does not own the tables.
    /// </exception>
    public Task GrantAsync(CancellationToken cancel = default) => WriteAsync(
        async connection =>
        {
            await GrantAsync(connection, cancel);
            return true;
        },
        cancel);

    /// <summary>
    /// Creates a login in a role and no other, or changes it to that; creates and grants the roles first. It can be run
    /// any number of times.
    /// </summary>
    /// <param name="login">The name of the login.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="password">
    /// Its password from now on, or null: then a new login gets a random one, and an existing one keeps its own.
    /// </param>
    /// <param name="cancel">Cancels the request.</param>
    /// <returns>The password if it was made here, else null.</returns>
    /// <exception cref="UserErrorException">
    /// As of <see cref="GrantAsync(CancellationToken)"/>; or the login is one that no role limits.
    /// </exception>
    public Task<string?> LogInAsync(
        string login, DatabaseRole role, string? password, CancellationToken cancel = default) => WriteAsync(
        async connection =>
        {
            await GrantAsync(connection, cancel);
            var existing = await connection.QueryAsync(
                "select rolsuper or rolname = current_user or rolname like 'experiments\\_%' "
                + "from pg_roles where rolname = @login",
                [("login", login)], reader => reader.GetBoolean(0), cancel);
            if (existing is [true])
                throw new UserErrorException(
                    $"'{login}' is the owner, a superuser or a role itself, which a role does not limit: choose "
                    + "another name for the login");
            var made = password is null && existing.Count == 0 ? RandomNumberGenerator.GetHexString(32, true) : null;
            if (existing.Count == 0) await FormatAsync("create role %I login", login);
            if ((password ?? made) is { } chosen) await FormatAsync("alter role %I password %L", login, chosen);
            // What a viewer of a dashboard sends is refused twice.
            var readsOnly = role == DatabaseRole.Silo ? "off" : "on";
            await FormatAsync($"alter role %I set default_transaction_read_only = {readsOnly}", login);
            foreach (var each in Enum.GetValues<DatabaseRole>())
                await FormatAsync(
                    each == role ? "grant %2$I to %1$I" : "revoke %2$I from %1$I", login, NameOf(each));
            return made;

            // Statements that define roles take no parameters, so the server quotes what is put into them.
            async Task FormatAsync(string statement, string first, string second = "")
            {
                var text = await connection.QueryAsync(
                    "select format(@statement, @first, @second)",
                    [("statement", statement), ("first", first), ("second", second)], reader => reader.GetString(0),
                    cancel);
                await connection.ExecuteAsync(text[0], [], cancel);
            }
        },
        cancel);

    private static async Task GrantAsync(DbConnection connection, CancellationToken cancel)
    {
        foreach (var role in Enum.GetValues<DatabaseRole>().Select(NameOf))
        {
            var exists = await connection.QueryAsync(
                "select 1 from pg_roles where rolname = @role", [("role", role)], _ => true, cancel);
            if (exists.Count == 0) await connection.ExecuteAsync($"create role {role} nologin", [], cancel);
        }

        foreach (var grant in Grants) await connection.ExecuteAsync(grant, [], cancel);
    }

    private async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel) =>
        database is PostgresDatabase
            ? await DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(work, cancel))
            : throw new UserErrorException(
                $"{database.Place} has no roles: whoever may write to the file may do everything");
}
