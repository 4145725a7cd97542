using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

public sealed class CompletionTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("bash", "complete -o default -F _experiments experiments")]
    [InlineData("zsh", "compdef _experiments experiments")]
    [InlineData("fish", "complete -c experiments")]
    public async Task Completion_ForShell_PrintsItsScript(string name, string registers)
    {
        (await _shell.RunAsync("completion", name)).ShouldBe(0);
        _shell.Out.ShouldContain(registers);
        _shell.Out.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Completion_ForAnotherShell_Is2() => (await _shell.RunAsync("completion", "tcsh")).ShouldBe(2);

    [Theory]
    [InlineData("cur", "curves")]
    [InlineData("show --for", "--format")]
    [InlineData("show sweep --format ", "csv", "json", "table")]
    [InlineData("dataset ", "preview")]
    [InlineData("completion ", "bash", "fish", "zsh")]
    public async Task Suggest_AtTheEndOfALine_OffersWhatMayStandThere(string line, params string[] offered) =>
        offered.ShouldBeSubsetOf(await SuggestAsync(line));

    [Theory]
    [InlineData("show ")]
    [InlineData("export ")]
    [InlineData("predict ")]
    public async Task Suggest_WhereASweepStands_OffersTheNamesThatNeedNoQuotes(string line)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.SubmitAsync("aaaaaaaaa1", Named("twice"));
        await database.SubmitAsync("aaaaaaaaa2", Named("twice"));
        await database.SubmitAsync("aaaaaaaaa3", Named("'$(touch here)'"));

        var offered = await SuggestAsync(line);
        offered.Count(name => name == "twice").ShouldBe(1);
        offered.ShouldContain("aaaaaaaaa3");
        offered.ShouldNotContain(name => name.Contains("touch"));
    }

    [Fact]
    public async Task Suggest_WithoutADatabase_OffersOptionsAndMakesNone()
    {
        (await SuggestAsync("show --")).ShouldContain("--format");
        Directory.GetFileSystemEntries(_shell.Home).ShouldBeEmpty();
    }

    [Fact]
    public async Task Suggest_WithADatabaseThatCannotBeUsed_OffersOptions()
    {
        _shell["EXPERIMENTS_DATABASE"] = "nonsense";
        (await SuggestAsync("show --")).ShouldContain("--format");
        _shell.Error.ShouldBe("");
    }

    private static string Named(string name) => Sweeps.File.Replace("name: digits-optimizers", $"name: {name}");

    private async Task<string[]> SuggestAsync(string line)
    {
        (await _shell.RunAsync($"[suggest:{line.Length}]", line)).ShouldBe(0);
        return _shell.TakeOut().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
