using Experiments.Contracts.Faults;
using Experiments.Contracts.Proofs;
using Experiments.Storage.Databases;
using Npgsql;

namespace Experiments.Storage.Clusters;

/// <summary>
/// The secret of a database: in PostgreSQL a row that only the owner of the tables reads, made with the schema; for SQLite a
/// file beside the database that only its owner reads, made when it is first asked for. See docs/adr/0026.
/// </summary>
public sealed class ClusterSecrets(Database database)
{
    /// <summary>Reads it. The schema must be there.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or not by this user.</exception>
    public Task<ClusterSecret> ReadAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database is SqliteDatabase file
            ? new SecretFile(file).ReadAsync(cancel)
            : database.ReadAsync(async connection =>
            {
                try
                {
                    var rows = await connection.QueryAsync(
                        "select secret from experiments_private.cluster_secret", [], row => row.GetFieldValue<byte[]>(0), cancel);
                    return rows is [var bytes] && ClusterSecret.FromBytes(bytes) is { } secret ? secret : throw Hidden(null);
                }
                catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
                {
                    throw Hidden(refused);
                }
            }, cancel));

    private UserErrorException Hidden(Exception? cause) => new(
        $"{database.Place} shows its clusters' secret only to the role that owns the tables, and this user is not that role: "
        + "name it in EXPERIMENTS_DATABASE, or have it granted to this user",
        cause);
}
