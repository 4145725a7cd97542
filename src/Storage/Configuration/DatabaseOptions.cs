using System.Data.Common;
using Experiments.Contracts.Settings;
using Experiments.Storage.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Configuration;

/// <summary>The database to use.</summary>
/// <param name="Address">
/// The address: <c>Host=…;Database=…</c> or <c>postgres://user@host:port/database</c> for PostgreSQL,
/// <c>Data Source=file</c> for SQLite.
/// </param>
public sealed record DatabaseOptions(string Address)
{
    /// <summary>The environment variable that names the database.</summary>
    public const string Variable = "EXPERIMENTS_DATABASE";

    /// <summary>Whether the database is PostgreSQL, which machines can share, rather than an SQLite file.</summary>
    public bool IsPostgres => !IsFile(Address);

    /// <summary>
    /// Reads the address from <c>EXPERIMENTS_DATABASE</c>. If the variable is not set, the database is the SQLite file
    /// <c>experiments.db</c> in <c>EXPERIMENTS_HOME</c>, by default <c>~/.local/share/experiments</c>.
    /// </summary>
    /// <param name="environment">
    /// Returns the value of an environment variable, or null if it is not set. Default: the process's environment.
    /// </param>
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

    /// <summary>What names the address in messages.</summary>
    internal string Origin { get; init; } = Variable;

    /// <summary>Creates the database object for the address. No connection is opened yet.</summary>
    /// <exception cref="UserErrorException">The address is invalid. The message does not contain it, since it may
    /// contain a password.</exception>
    public Database Open() => Read<Database>(() => IsPostgres
        ? new PostgresDatabase(WithDefaults(PostgresAddress.Parse(Address), Settings))
        : new SqliteDatabase(new SqliteConnectionStringBuilder(Address)));

    /// <summary>
    /// Creates the database object for the address as <see cref="Open"/> does, for connections that change nothing and
    /// create no file. A PostgreSQL address that sets <c>Options</c>, or leads to a pooler, keeps the rights of its
    /// role.
    /// </summary>
    /// <exception cref="UserErrorException">The address is invalid.</exception>
    internal Database OpenForReading() => Read<Database>(() => IsPostgres
        ? new PostgresDatabase(WithDefaults(PostgresAddress.Parse(Address), [.. Settings, ReadOnly]))
        : new SqliteDatabase(new SqliteConnectionStringBuilder(Address) { Mode = SqliteOpenMode.ReadOnly }));

    /// <summary>
    /// Returns the address as an Npgsql connection string, for a library that opens a few connections of its own. It
    /// may contain a password and must never be shown.
    /// </summary>
    /// <exception cref="UserErrorException">The address is not a PostgreSQL address.</exception>
    public string ToNpgsql() =>
        Read(() => OfOrleans(WithDefaults(PostgresAddress.Parse(Address), Settings)).ConnectionString);

    /// <summary>Returns the address with another login. It contains a password.</summary>
    /// <exception cref="UserErrorException">The address is not a PostgreSQL address.</exception>
    public string WithLogin(string login, string password)
    {
        var address = Read(() => PostgresAddress.Parse(Address));
        (address.Username, address.Password) = (login, password);
        return address.ConnectionString;
    }

    /// <summary>Returns a text without a password: <c>PostgreSQL</c>, or the address of an SQLite file.</summary>
    public override string ToString() => IsPostgres ? "PostgreSQL" : Address;

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new UserErrorException(
                $"{Origin} is not an address of a database: "
                + "use 'Host=…;Database=…', 'postgres://user@host/database' or 'Data Source=file'.",
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

    private static NpgsqlConnectionStringBuilder WithDefaults(
        NpgsqlConnectionStringBuilder address, string[] settings)
    {
        address.ApplicationName ??= "experiments";
        if (!IsGiven(address, "Maximum Pool Size")) address.MaxPoolSize = Connections;
        // A connection on which nothing is sent notices within 20 s that the server's machine is gone.
        if (address.TcpKeepAliveTime == 0 && address.Host?.StartsWith('/') == false)
            (address.TcpKeepAliveTime, address.TcpKeepAliveInterval) = (5, 5);
        // A pooler that lends a session for one transaction knows no statements that were prepared in another one, and
        // passes on no settings; see PostgresDatabase.
        if (address.NoResetOnClose) return address;
        if (!IsGiven(address, "Max Auto Prepare")) address.MaxAutoPrepare = 50;
        address.Options ??= string.Join(' ', settings.Select(setting => $"-c {setting}"));
        return address;
    }

    private static NpgsqlConnectionStringBuilder OfOrleans(NpgsqlConnectionStringBuilder address)
    {
        address.MaxPoolSize = Math.Min(address.MaxPoolSize, OrleansConnections);
        return address;
    }

    private static bool IsGiven(NpgsqlConnectionStringBuilder address, string keyword) =>
        address.ShouldSerialize(keyword);

    // Four silos and some commands fit in the 100 connections of a server with its default settings. More connections
    // make no silo faster, see docs/operating.md.
    private const int Connections = 20;
    private const int OrleansConnections = 3;

    private const string ReadOnly = "default_transaction_read_only=on";

    private static readonly string[] Settings =
    [
        // Compiling a plan takes longer than any of these queries runs. A generic plan that was made while a table was
        // small would scan all of it for each commit as it grows, until the next ANALYZE.
        "jit=off", "plan_cache_mode=force_custom_plan",
        // A silo that freezes or loses power during a transaction must not keep the rows of its trials locked, since
        // their next attempts need them.
        "idle_in_transaction_session_timeout=5s",
        "tcp_keepalives_idle=5", "tcp_keepalives_interval=2", "tcp_keepalives_count=3",
        "tcp_user_timeout=20s",
    ];
}
