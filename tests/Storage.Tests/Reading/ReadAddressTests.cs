using Experiments.Storage.Configuration;
using Experiments.Storage.Reading;

namespace Experiments.Storage.Tests.Reading;

public sealed class ReadAddressTests
{
    [Theory]
    [InlineData("results/experiments.db", "Data Source=results/experiments.db")]
    [InlineData("/tmp/a folder/experiments.db", "Data Source=\"/tmp/a folder/experiments.db\"")]
    [InlineData("Data Source=results/experiments.db", "Data Source=results/experiments.db")]
    [InlineData("Host=db;Database=experiments", "Host=db;Database=experiments")]
    [InlineData("postgres://ann@db/experiments", "postgres://ann@db/experiments")]
    public void Parse_PathOrAddress_IsThatDatabase(string address, string expected) =>
        ReadAddress.Parse(address).Address.ShouldBe(expected);

    [Fact]
    public void Parse_FileWithAnEqualsSign_IsAPath()
    {
        var folder = Directory.CreateTempSubdirectory("experiments-a=b-").FullName;
        var file = Path.Combine(folder, "experiments.db");
        File.WriteAllText(file, "");
        ReadAddress.Parse(file).IsPostgres.ShouldBeFalse();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Parse_Nothing_IsTheDatabaseOfTheCommandLine()
    {
        ReadAddress.Parse(null, name => name == DatabaseOptions.Variable ? "Host=db" : null).Address
            .ShouldBe("Host=db");
        ReadAddress.Parse(null, name => name == "EXPERIMENTS_HOME" ? "/srv/experiments" : null).Address
            .ShouldBe("Data Source=/srv/experiments/experiments.db");
    }
}
