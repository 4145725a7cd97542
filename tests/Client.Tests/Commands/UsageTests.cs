using Experiments.Client.Commands;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("experiments: a command is missing, such as 'experiments run FILE' or 'experiments ls'")]
    [InlineData("experiments: 'trails' is not a command; did you mean 'trials'?", "trails")]
    [InlineData("experiments: 'xyz' is not a command", "xyz", "--format", "json")]
    [InlineData(
        "experiments: 'experiments db' needs one of its commands: migrate, roles, login, size, prune, compact, backup, "
        + "restore",
        "db")]
    [InlineData("experiments: 'bakup' is not a command of 'experiments db'; did you mean 'backup'?", "db", "bakup")]
    [InlineData(
        "experiments: '--resme' is not an option of 'experiments run'; did you mean '--resume'?", "run", "--resme",
        "f.yaml")]
    [InlineData(
        "experiments: '--lmit' is not an option of 'experiments ls'; did you mean '--limit'?", "ls", "--lmit=3")]
    [InlineData("experiments: 'experiments ls' cannot use the word 'all'", "ls", "all")]
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

    /// <summary>A line that begins with a name creates only the command of that name.</summary>
    [Fact]
    public void Commands_AreListedByTheirNames()
    {
        var shell = _shell.Shell;
        CommandLine.Commands.Select(command => command.Create(shell).Name)
            .ShouldBe(CommandLine.Commands.Select(command => command.Name));
    }

    /// <summary>The help of each command has the same words as on a wide terminal, and no line is too long.</summary>
    [Fact]
    public async Task Help_NarrowTerminal_BreaksNoWord()
    {
        using var narrow = new TestShell(width: 40);
        foreach (var command in Commands(await HelpAsync(_shell)))
        {
            var (wide, lines) = (await HelpAsync(_shell, command), (await HelpAsync(narrow, command)).Split('\n'));
            Words(string.Join('\n', lines)).Except(Words(wide)).ShouldBeEmpty(command);
            lines.Where(line => line.TrimEnd().Length > 40 && line.Trim().Contains(' ')).ShouldBeEmpty(command);
        }

        static IEnumerable<string> Commands(string help) => help.Split("Commands:\n")[1].Split('\n')
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);

        static IEnumerable<string> Words(string text) =>
            text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

        static async Task<string> HelpAsync(TestShell shell, params string[] command)
        {
            (await shell.RunAsync([.. command, "--help"])).ShouldBe(0);
            return shell.TakeOut();
        }
    }

    [Fact]
    public async Task Run_WordAfterTwoDashes_IsNoOption()
    {
        (await _shell.RunAsync("note", "--", "s", "--lmit")).ShouldBe(1);
        _shell.Error.ShouldContain("no sweeps yet");
    }

    [Theory]
    [InlineData("./experiments", "start with './experiments run FILE'", "trials", "s")]
    [InlineData("/opt/my tools/experiments", "start one with '\"/opt/my tools/experiments\" run FILE'", "ls")]
    [InlineData("../experiments", "See '../experiments ls --help'.", "ls", "all")]
    public async Task Run_CalledByAPath_HintsCanBeCopied(string called, string hint, params string[] args)
    {
        _shell["EXPERIMENTS_CALLED"] = called;
        await _shell.RunAsync(args);
        _shell.Error.ShouldContain(hint);
        _shell.Error.ShouldNotContain("'experiments ");
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
