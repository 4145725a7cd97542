using Experiments.Contracts.Settings;

namespace Experiments.Contracts.Tests.Settings;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("/data", "/xdg", "/home/me", "/data")]
    [InlineData("/data/../other", null, null, "/other")]
    [InlineData("", "/xdg", "/home/me", "/xdg/experiments")]
    [InlineData(null, "/xdg", "/home/me", "/xdg/experiments")]
    [InlineData(null, "", "/home/me", "/home/me/.local/share/experiments")]
    [InlineData(null, null, null, "/.local/share/experiments")]
    public void Find_Environment_IsTheFirstThatNamesAFolder(string? own, string? data, string? home, string expected) =>
        UserHome.Find(name => name switch
        {
            "EXPERIMENTS_HOME" => own,
            "XDG_DATA_HOME" => data,
            "HOME" => home,
            _ => throw new ArgumentException($"{name} is not asked for", nameof(name)),
        }).ShouldBe(expected);

    [Fact]
    public void Find_RelativeFolder_IsOfTheCurrentOne() =>
        UserHome.Find(name => name == "EXPERIMENTS_HOME" ? "mine" : null).ShouldBe(Path.GetFullPath("mine"));

    [Fact]
    public void Name_OfTheProgram_IsItsVersionWithoutTheCommit()
    {
        ProductVersion.Name.ShouldMatch(@"^\d+\.\d+\.\d+[^+]*$");
        ProductVersion.Built.ShouldStartWith(ProductVersion.Name);
    }
}
