using Experiments.Storage.Databases;

namespace Experiments.Storage.Access;

/// <summary>
/// The roles of a PostgreSQL database besides its owner, which alone can change tables. They cannot log in: logins are
/// made members of them.
/// </summary>
public sealed class DatabaseRoles(Database database)
{
    /// <summary>
    /// The role of silos and of those who submit: it can read and write rows, prove that it belongs to the cluster, and
    /// change no table. What is recorded of people's changes it can only add to.
    /// </summary>
    public const string Silo = "experiments_silo";

    /// <summary>The role of people and dashboards that only read: everything but secrets and tokens.</summary>
    public const string Reader = "experiments_reader";

    // The tables of later versions are covered by 'default privileges'. The order matters: what is granted on all
    // tables is taken from some of them.
    private static readonly string[] Grants =
    [
        $"grant usage on schema public to {Silo}, {Reader}",
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
    ];

    /// <summary>Creates the roles and grants them what they need. It can be run any number of times.</summary>
    /// <exception cref="UserErrorException">
    /// The database is an SQLite file, or this user may not create roles or does not own the tables.
    /// </exception>
    public async Task GrantAsync(CancellationToken cancel = default)
    {
        if (database is not PostgresDatabase)
            throw new UserErrorException(
                $"{database.Place} has no roles: whoever may write to the file may do everything");
        await DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(
            async connection =>
            {
                foreach (var role in (string[])[Silo, Reader])
                {
                    var exists = await connection.QueryAsync(
                        "select 1 from pg_roles where rolname = @role", [("role", role)], _ => true, cancel);
                    if (exists.Count == 0) await connection.ExecuteAsync(Create(role), [], cancel);
                }

                foreach (var grant in Grants) await connection.ExecuteAsync(grant, [], cancel);
                return true;
            },
            cancel));
    }

    private static string Create(string role) => $"create role {role} nologin";
}
