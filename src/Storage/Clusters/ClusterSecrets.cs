using Experiments.Contracts.Proofs;
using Experiments.Storage.Databases;
using Npgsql;

namespace Experiments.Storage.Clusters;

/// <summary>
/// Reads the secret of a database. In PostgreSQL it is a row that only the owner of the tables can read, created with
/// the schema. For SQLite it is a file next to the database that only its owner can read, created on first use. See
/// docs/adr/0026.
/// </summary>
public sealed class ClusterSecrets(Database database)
{
    /// <summary>Reads the secret. The schema must exist.</summary>
    /// <exception cref="UserErrorException">The secret cannot be read, or not by this user.</exception>
    public Task<ClusterSecret> ReadAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database is SqliteDatabase file
            ? new SecretFile(file).ReadAsync(cancel)
            : database.ReadAsync(async connection =>
            {
                try
                {
                    var rows = await connection.QueryAsync(
                        "select secret from experiments_private.cluster_secret", [],
                        row => row.GetFieldValue<byte[]>(0), cancel);
                    return rows is [var bytes] && ClusterSecret.FromBytes(bytes) is { } secret
                        ? secret
                        : throw Hidden(null);
                }
                catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
                {
                    throw Hidden(refused);
                }
            }, cancel));

    private UserErrorException Hidden(Exception? cause) => new(
        $"{database.Place} shows the secret of its clusters only to the role that owns the tables, and this user is "
        + "not that role: "
        + "use that role in EXPERIMENTS_DATABASE, or grant it to this user",
        cause);
}
