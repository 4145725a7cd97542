using System.Data.Common;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Settings;
using Experiments.Storage.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Configuration;

/// <summary>Which database to work with.</summary>
/// <param name="Address">
/// <c>Host=…;Database=…</c> or <c>postgres://user@host:port/database</c> for PostgreSQL, <c>Data Source=file</c> for SQLite.
/// </param>
public sealed record DatabaseOptions(string Address)
{
    /// <summary>The environment variable that names the database.</summary>
    public const string Variable = "EXPERIMENTS_DATABASE";

    /// <summary>Whether the database is PostgreSQL, shared by a cluster, and not a file of this machine.</summary>
    public bool IsPostgres => !IsFile(Address);

    /// <summary>
    /// What <c>EXPERIMENTS_DATABASE</c> says; without it the SQLite file <c>experiments.db</c> in
    /// <c>EXPERIMENTS_HOME</c>, by default <c>~/.local/share/experiments</c>.
    /// </summary>
    /// <param name="environment">Reads an environment variable; null where it is not set.</param>
    public static DatabaseOptions FromEnvironment(Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (environment(Variable) is { Length: > 0 } address) return new DatabaseOptions(address.Trim());
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(UserHome.Find(environment), "experiments.db"),
        };
        return new DatabaseOptions(file.ConnectionString);
    }

    /// <summary>The database at the address. Nothing is opened yet.</summary>
    /// <exception cref="UserErrorException">The address is not one. Its text is not repeated, it may hold a password.</exception>
    public Database Open() => Read<Database>(() => IsPostgres
        ? new PostgresDatabase(WithDefaults(PostgresAddress.Parse(Address)))
        : new SqliteDatabase(new SqliteConnectionStringBuilder(Address)));

    /// <summary>
    /// The same PostgreSQL database in Npgsql's keywords, for a library that connects by itself. It may hold a password: it
    /// is never to be shown.
    /// </summary>
    /// <exception cref="UserErrorException">The address is not one of PostgreSQL.</exception>
    public string ToNpgsql() => Read(() => WithDefaults(PostgresAddress.Parse(Address)).ConnectionString);

    /// <summary>Never the address itself, which may hold a password.</summary>
    public override string ToString() => IsPostgres ? "PostgreSQL" : Address;

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new UserErrorException(
                $"{Variable} is not an address of a database: "
                + "write 'Host=…;Database=…', 'postgres://user@host/database' or 'Data Source=file'.",
                fault);
        }
    }

    private static bool IsFile(string address)
    {
        if (PostgresAddress.IsUrl(address)) return false;
        try
        {
            var words = new DbConnectionStringBuilder { ConnectionString = address };
            return words.ContainsKey("data source") || words.ContainsKey("datasource") || words.ContainsKey("filename");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder address)
    {
        address.ApplicationName ??= "experiments";
        if (address.MaxAutoPrepare == 0) address.MaxAutoPrepare = 50;
        address.Options ??= string.Join(' ', Settings.Select(setting => $"-c {setting}"));
        return address;
    }

    private static readonly string[] Settings =
    [
        // Compiling a plan takes longer than any of our queries runs; and a plan made while a table was small would be
        // kept while it grows, reading all of it for each commit until somebody analyzes it.
        "jit=off", "plan_cache_mode=force_custom_plan",
        // A silo that freezes or loses its power in the middle of a transaction must not keep the rows of its trials locked
        // against their next attempts.
        "idle_in_transaction_session_timeout=5s",
        "tcp_keepalives_idle=5", "tcp_keepalives_interval=2", "tcp_keepalives_count=3",
    ];
}
