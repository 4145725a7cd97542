using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Schema;
using Experiments.Testing.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Tests.Schema;

public sealed class BadSurroundingsTests(SharedPostgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-bad-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ensure_FileThatIsNoDatabase_SaysSo()
    {
        var file = Path.Combine(_folder, "notes.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("These are only notes. ", 500)));
        await ShouldSayAsync($"Data Source={file}", $"SQLite database '{file}'", "damaged or is not an SQLite file");
    }

    [Fact]
    public async Task Ensure_FolderThatCannotBeMade_SaysWhereToPointTo()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "home"), "a file");
        await ShouldSayAsync($"Data Source={_folder}/home/experiments.db", "EXPERIMENTS_HOME");
    }

    [Fact]
    public async Task Ensure_FileWhoseFolderIsNotWritable_SaysWhereToPointTo() =>
        await ShouldSayAsync("Data Source=/proc/experiments.db", "cannot be opened for writing", "EXPERIMENTS_HOME");

    [Fact]
    public async Task Explain_FileThatCannotGrow_SaysThatTheDiskIsFull()
    {
        // SQLite reports a file that has reached max_page_count with the same code as a full disk.
        await using var connection = new SqliteConnection($"Data Source={_folder}/full.db;Pooling=false");
        await connection.OpenAsync();
        connection.Execute("pragma max_page_count = 2");
        var fault = Should.Throw<SqliteException>(
            () => connection.Execute("create table a (x); create table b (x); create table c (x)"));
        DatabaseFaults.Explain("SQLite database 'full.db'", fault)!.Message.ShouldContain("the disk is full");
        TransientFaults.IsTransient(fault).ShouldBeTrue("a silo waits until somebody has made room");
    }

    [Fact]
    public async Task Ensure_WrongPassword_SaysSoWithoutShowingIt()
    {
        var address = new NpgsqlConnectionStringBuilder(await NewDatabaseAsync()) { Password = "s3cret-and-wrong" };
        await ShouldSayAsync(address.ConnectionString, "refuses the login", "PGPASSWORD");
    }

    [Fact]
    public async Task Ensure_NoSuchDatabase_SaysSo()
    {
        var address = new NpgsqlConnectionStringBuilder(await NewDatabaseAsync()) { Database = "nowhere" };
        await ShouldSayAsync(address.ConnectionString, "PostgreSQL database 'nowhere'", "does not exist", "createdb");
    }

    [Fact]
    public async Task Explain_AllConnectionsAreInUse_SaysWhatToRaise()
    {
        await using var source = NpgsqlDataSource.Create(await NewDatabaseAsync() + ";Maximum Pool Size=1;Timeout=1");
        await using var held = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var fault = await Should.ThrowAsync<NpgsqlException>(
            async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));
        DatabaseFaults.Explain("PostgreSQL database 'a'", fault)!.Message.ShouldContain("raise 'Maximum Pool Size'");
        TransientFaults.IsTransient(fault).ShouldBeTrue();
    }

    [Fact]
    public async Task Ensure_ServerThatAcceptsAndSaysNothing_SaysThatItDoesNotAnswer()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        await ShouldSayAsync($"Host=127.0.0.1;Port={port};Username=a;Database=b;Timeout=1", "does not answer in time");
    }

    [Fact]
    public async Task Ensure_NobodyListens_SaysSo() =>
        await ShouldSayAsync(
            "postgres://me:s3cret-and-wrong@127.0.0.1:1/mine", "'mine' on 127.0.0.1:1", "cannot be reached");

    [Fact]
    public async Task Ensure_HostThatIsNotThere_SaysSo() =>
        await ShouldSayAsync("Host=no-such-host.invalid;Database=mine;Username=me", "cannot be reached");

    private static async Task ShouldSayAsync(string address, params string[] words)
    {
        await using var database = new DatabaseOptions(address).Open();
        var fault = await Should.ThrowAsync<UserErrorException>(
            () => new StorageSchema(database).EnsureAsync(migrate: true));
        foreach (var word in words) fault.Message.ShouldContain(word);
        fault.Message.ShouldNotContain("s3cret");
        fault.Message.ShouldNotContain("\n");
        fault.Message.ShouldEndWith(".");
    }

    private async Task<string> NewDatabaseAsync() => await (await postgres.GetAsync()).CreateDatabaseAsync();
}
