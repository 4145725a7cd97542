using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("experiments: Required command was not provided")]
    [InlineData("experiments: Unrecognized command or argument 'lst'", "lst")]
    [InlineData("experiments: Required argument missing for command: 'watch'", "watch")]
    [InlineData("experiments: --limit must be a whole number of at least 1, but is '0'", "ls", "--limit", "0")]
    [InlineData("experiments: --top must be a whole number of at least 1, but is 'x'", "best", "s", "--top", "x")]
    [InlineData(
        "experiments: --http-port must be a whole number from 0 to 65535, but is '70000'", "serve",
        "--http-port", "70000")]
    public async Task Run_WrongUsage_Is2AndOneSentence(string sentence, params string[] args)
    {
        (await _shell.RunAsync(args)).ShouldBe(2);
        var lines = _shell.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith(sentence);
        lines[1].ShouldStartWith("See 'experiments");
        _shell.Out.ShouldBe("");
    }

    [Theory]
    [InlineData("ls", "--format", "xml")]
    [InlineData("trials", "s", "--status", "lost")]
    public async Task Run_WordThatIsNoneOfASet_Is2(params string[] args) => (await _shell.RunAsync(args)).ShouldBe(2);

    [Theory]
    [InlineData("serve", "[default: 11111]")]
    [InlineData("serve", "[default: 127.0.0.1]")]
    [InlineData("ls", "[default: 100]")]
    public async Task Help_OfCommand_NamesDefaults(string command, string text)
    {
        (await _shell.RunAsync(command, "--help")).ShouldBe(0);
        _shell.Out.ShouldContain(text);
    }
}
