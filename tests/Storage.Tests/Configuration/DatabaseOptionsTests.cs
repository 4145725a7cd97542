using Experiments.Storage.Configuration;

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

    [Fact]
    public void ToString_Password_IsNotShown() =>
        new DatabaseOptions("Host=db;Password=secret").ToString().ShouldNotContain("secret");
}
