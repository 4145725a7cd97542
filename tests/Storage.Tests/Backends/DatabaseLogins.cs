using Experiments.Storage.Access;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;

namespace Experiments.Storage.Tests.Backends;

/// <summary>Logins of a PostgreSQL database that do not own it.</summary>
internal static class DatabaseLogins
{
    /// <summary>Creates the tables and roles of a database as its owner, and a login in one of the roles.</summary>
    /// <returns>The address with which the login connects.</returns>
    public static async Task<string> CreateAsync(string owner, DatabaseRole role)
    {
        var options = new DatabaseOptions(owner);
        await using var database = options.Open();
        await new StorageSchema(database).EnsureAsync(migrate: true);
        var login = $"{role}_{Guid.NewGuid():N}";
        var password = await new DatabaseRoles(database).LogInAsync(login, role, null);
        return options.WithLogin(login, password.ShouldNotBeNull());
    }
}
