using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Npgsql;

namespace Experiments.Storage.Tests.Configuration;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData("EXPERIMENTS_HOME=/data/x", "SQLite database '/data/x/experiments.db'")]
    [InlineData("HOME=/home/me", "SQLite database '/home/me/.local/share/experiments/experiments.db'")]
    [InlineData("EXPERIMENTS_DATABASE=Data Source=/tmp/a.db", "SQLite database '/tmp/a.db'")]
    [InlineData(
        "EXPERIMENTS_DATABASE=Host=db;Username=me;Password=p w;Database=lab", "PostgreSQL database 'lab' on db:5432")]
    [InlineData(
        "EXPERIMENTS_DATABASE=postgres://me:p%40w@db:6543/lab?sslmode=require", "PostgreSQL database 'lab' on db:6543")]
    [InlineData("EXPERIMENTS_DATABASE=postgresql://me@db", "PostgreSQL database 'me' on db:5432")]
    [InlineData(
        "EXPERIMENTS_DATABASE=Host=a,b;Username=me;Database=lab;Target Session Attributes=primary",
        "PostgreSQL database 'lab' on a:5432, b:5432")]
    [InlineData(
        "EXPERIMENTS_DATABASE=postgres://me:p,w@a:6543,b/lab?target_session_attrs=read-write",
        "PostgreSQL database 'lab' on a:6543, b:5432")]
    public async Task FromEnvironment_Set_OpensWhatItSays(string variable, string place)
    {
        var parts = variable.Split('=', 2);
        var options = DatabaseOptions.FromEnvironment(name => name == parts[0] ? parts[1] : null);
        await using var database = options.Open();
        database.Place.ShouldBe(place);
        options.IsPostgres.ShouldBe(place.StartsWith("PostgreSQL"));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("Host=db;Pasword=secret")]
    [InlineData("Data Source=a.db;Nonsense=secret")]
    [InlineData("postgres://")]
    [InlineData("postgres://me@db:port/secret")]
    [InlineData("Password=secret;Database=a")]
    public void Open_NotAnAddress_IsRefusedWithoutRepeatingIt(string address)
    {
        var fault = Should.Throw<UserErrorException>(() => new DatabaseOptions(address).Open());
        fault.Message.ShouldStartWith("EXPERIMENTS_DATABASE is not an address");
        fault.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("Host=db", "20 50 True")]
    [InlineData("postgres://me@db", "20 50 True")]
    [InlineData("Host=db;MaxPoolSize=7;Max Auto Prepare=0", "7 0 True")]
    [InlineData("postgres://me@db?Maximum Pool Size=200", "200 50 True")]
    [InlineData("Host=db;No Reset On Close=true", "20 0 False")]
    [InlineData("Host=db;No Reset On Close=true;Max Auto Prepare=9;Options=-c jit=on", "20 9 True")]
    public async Task Open_SettingsInTheAddress_AreKept(string address, string settings)
    {
        await using var database = new DatabaseOptions(address).Open();
        var opened = new NpgsqlConnectionStringBuilder(((PostgresDatabase)database).Source.ConnectionString);
        $"{opened.MaxPoolSize} {opened.MaxAutoPrepare} {opened.Options is not null}".ShouldBe(settings);
    }

    [Theory]
    [InlineData("Host=a,b", "primary 1")]
    [InlineData("postgres://a,b:6543/lab", "primary 1")]
    [InlineData("Host=a,b;Target Session Attributes=any;Host Recheck Seconds=9", "any 9")]
    [InlineData("Host=a", " 10")]
    public async Task Open_SeveralHosts_WantsThePrimary(string address, string settings)
    {
        await using var database = new DatabaseOptions(address).Open();
        var opened = new NpgsqlConnectionStringBuilder(((PostgresDatabase)database).Source.ConnectionString);
        $"{opened.TargetSessionAttributes} {opened.HostRecheckSeconds}".ShouldBe(settings);
    }

    [Theory]
    [InlineData("Host=db", 3)]
    [InlineData("Host=db;Maximum Pool Size=2", 2)]
    public void ToNpgsql_Default_TakesFewConnections(string address, int connections) =>
        new NpgsqlConnectionStringBuilder(new DatabaseOptions(address).ToNpgsql()).MaxPoolSize.ShouldBe(connections);

    [Fact]
    public void ToString_Password_IsNotShown() =>
        new DatabaseOptions("Host=db;Password=secret").ToString().ShouldNotContain("secret");
}
