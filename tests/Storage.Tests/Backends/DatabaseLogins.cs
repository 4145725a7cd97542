using Experiments.Storage.Access;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Npgsql;

namespace Experiments.Storage.Tests.Backends;

/// <summary>Logins of a PostgreSQL database that do not own it.</summary>
internal static class DatabaseLogins
{
    private const string Password = "throw-away";

    /// <summary>Creates the tables and roles of a database as its owner, and a login in one of the roles.</summary>
    /// <returns>The address with which the login connects.</returns>
    public static async Task<string> CreateAsync(string owner, string role)
    {
        await using (var database = new DatabaseOptions(owner).Open())
        {
            await new StorageSchema(database).EnsureAsync(migrate: true);
            await new DatabaseRoles(database).GrantAsync();
        }

        var login = $"{role}_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(owner);
        await source.CreateCommand($"create role {login} login password '{Password}' in role {role}")
            .ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(owner) { Username = login, Password = Password }.ConnectionString;
    }
}
