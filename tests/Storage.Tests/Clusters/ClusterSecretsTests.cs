using System.Runtime.Versioning;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;
using Npgsql;

namespace Experiments.Storage.Tests.Clusters;

[UnsupportedOSPlatform("windows")]
public sealed class ClusterSecretsTests(SharedPostgres postgres) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-secret-").FullName;

    private string Address => $"Data Source={_folder}/home/experiments.db";

    private string SecretPath => $"{_folder}/home/experiments.db.secret";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Read_ManyProcessesAtOnceOnANewDatabase_AgreeOnOneSecret(Backend backend)
    {
        var address = backend == Backend.Sqlite ? Address : await (await postgres.GetAsync()).CreateDatabaseAsync();
        var secrets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAsync(address))));
        secrets.Distinct().ShouldHaveSingleItem().Length.ShouldBe(64);
        (await ReadAsync(address)).ShouldBe(secrets[0]);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Read_AnotherDatabase_HasAnotherSecret(Backend backend)
    {
        var server = backend == Backend.Sqlite ? null : await postgres.GetAsync();
        var first = await ReadAsync(server is null ? Address : await server.CreateDatabaseAsync());
        (await ReadAsync(
            server is null
                ? Address.Replace("experiments.db", "other.db")
                : await server.CreateDatabaseAsync())).ShouldNotBe(first);
    }

    [Fact]
    public async Task Read_Sqlite_OnlyTheOwnerReadsAnyOfItsFiles()
    {
        await using var database = new DatabaseOptions(Address).Open();
        await new StorageSchema(database).EnsureAsync(migrate: true);
        await new ClusterSecrets(database).ReadAsync();
        await using var open = await database.ReadAsync(async connection =>
        {
            // SQLite's two auxiliary files exist only while the database is open.
            await using var command = connection.CreateCommand();
            command.CommandText = "insert into sweeps (id, name, spec, workload, method, metric, goal, cluster, "
                + "status, search_version) values ('a', 'a', '{}', 'w', 'random', 'm', 'minimize', 'c', 'running', 1)";
            await command.ExecuteNonQueryAsync();
            var modes = Directory.GetFiles(_folder + "/home")
                .ToDictionary(file => Path.GetFileName(file)!, File.GetUnixFileMode);
            modes.Keys.Order()
                .ShouldBe(["experiments.db", "experiments.db-shm", "experiments.db-wal", "experiments.db.secret"]);
            foreach (var (file, mode) in modes) mode.ShouldBe(OwnerOnly, file);
            return new MemoryStream();
        }, default);
        File.GetUnixFileMode(_folder + "/home").ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Ensure_SqliteFilesOfAnEarlierVersion_AreTakenFromOthersAndTheChosenFolderIsNot()
    {
        await ReadAsync(Address);
        var everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode($"{_folder}/home/experiments.db", everybody);
        File.SetUnixFileMode(_folder + "/home", everybody | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        await ReadAsync(Address);
        File.GetUnixFileMode($"{_folder}/home/experiments.db").ShouldBe(OwnerOnly);
        File.GetUnixFileMode(_folder + "/home")
            .ShouldBe(everybody | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
    }

    [Fact]
    public async Task Read_SqliteOpenedByALink_IsTheSameSecret()
    {
        var secret = await ReadAsync(Address);
        File.CreateSymbolicLink(_folder + "/link.db", _folder + "/home/experiments.db");
        (await ReadAsync($"Data Source={_folder}/link.db")).ShouldBe(secret);
    }

    [Fact]
    public async Task Read_FileThatOthersMayRead_IsRefused()
    {
        await ReadAsync(Address);
        File.SetUnixFileMode(SecretPath, OwnerOnly | UnixFileMode.GroupRead);
        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(Address))).Message.ShouldContain(
            "may be read by others");
    }

    [Theory, InlineData(""), InlineData("none of it"), InlineData(
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg")]
    public async Task Read_DamagedFile_SaysWhatToDo(string text)
    {
        await ReadAsync(Address);
        await File.WriteAllTextAsync(SecretPath, text);
        (await Should.ThrowAsync<UserErrorException>(() => ReadAsync(Address))).Message.ShouldContain(
            "is damaged: delete it");
    }

    /// <summary>Creates a role for dashboards, as in the documentation.</summary>
    [Theory]
    [InlineData("grant select on all tables in schema public to {0}")]
    [InlineData("grant pg_read_all_data to {0}")]
    [InlineData(
        "grant usage on schema experiments_private to {0}; grant select on all tables in schema "
        + "experiments_private to {0}")]
    public async Task Read_RoleThatOnlyReads_NeverSeesTheSecret(string grant)
    {
        var address = await (await postgres.GetAsync()).CreateDatabaseAsync();
        var secret = await ReadAsync(address);
        var role = "reader_" + Guid.NewGuid().ToString("N");
        var reader = new NpgsqlConnectionStringBuilder(address)
        {
            Username = role,
            Password = "reads",
        }.ConnectionString;
        await using var owner = NpgsqlDataSource.Create(address);
        await owner.CreateCommand($"create role {role} login password 'reads'; {string.Format(grant, role)}")
            .ExecuteNonQueryAsync();

        var fault = await Should.ThrowAsync<UserErrorException>(() => ReadAsync(reader, migrate: false));
        fault.Message.ShouldContain("only to the role that owns the tables");
        fault.Message.ShouldNotContain(secret, Case.Insensitive);
        await owner.CreateCommand($"drop owned by {role}; drop role {role}").ExecuteNonQueryAsync();
    }

    private static async Task<string> ReadAsync(string address, bool migrate = true)
    {
        await using var database = new DatabaseOptions(address).Open();
        if (migrate) await new StorageSchema(database).EnsureAsync(migrate: true);
        return Convert.ToHexString((await new ClusterSecrets(database).ReadAsync()).ToBytes());
    }
}
