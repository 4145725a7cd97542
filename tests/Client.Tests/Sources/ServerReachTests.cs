using System.CommandLine;
using Experiments.Client.Commands;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Sources;

/// <summary>Says of each command whether it works over a server. A new command must be added here.</summary>
public sealed class ServerReachTests : IDisposable
{
    /// <summary>A port without a listener, so that a command that uses the server says that nothing answers.</summary>
    private const string Server = "http://127.0.0.1:1";

    /// <summary>The commands that work over a server, with words that let them ask it.</summary>
    private static readonly Dictionary<string, string> OverServers = new()
    {
        ["submit"] = "--from s",
        ["watch"] = "s",
        ["ls"] = "",
        ["show"] = "s",
        ["trials"] = "s",
        ["best"] = "s",
        ["diff"] = "s t",
        ["explain"] = "s",
        ["whatif"] = "s --early-terminate median",
        ["logs"] = "s/0",
        ["artifacts"] = "s",
        ["curves"] = "s",
        ["nodes"] = "",
        ["drain"] = "n",
        ["undrain"] = "n",
        ["stop"] = "s",
        ["cancel"] = "s",
        ["pause"] = "s",
        ["resume"] = "s",
        ["extend"] = "s --run-cap 9",
        ["enqueue"] = "s x=1",
        ["retry"] = "s",
        ["confirm"] = "s",
        ["limit"] = "s 2",
        ["tag"] = "s t",
        ["untag"] = "s t",
        ["note"] = "s text",
        ["rename"] = "s t",
        ["archive"] = "s",
        ["unarchive"] = "s",
        ["rm"] = "s --yes",
        ["pin"] = "s/0",
        ["unpin"] = "s/0",
        ["token create"] = "ada --role viewer",
        ["token ls"] = "",
        ["token revoke"] = "t",
        ["audit"] = "",
    };

    /// <summary>The commands that do not, with words that they take, and the reason that they give.</summary>
    private static readonly Dictionary<string, (string Words, string Reason)> OnlyDatabase = new()
    {
        ["run"] = ("f.yaml", "it would run trials on this machine"),
        ["serve"] = ("", "it is itself what serves a database"),
        ["ui"] = ("", "the page is at that address itself"),
        ["export"] = ("s --format csv --out d", "it reads all curves from the database"),
        ["replay"] = ("s", "it reads what was decided from the database"),
        ["reproduce"] = ("s/0", "it would run the trial on this machine"),
        ["predict"] = ("s --index 1", "it opens checkpoints in the database"),
        ["inspect"] = ("s", "it opens checkpoints in the database"),
        ["db migrate"] = ("", "it is for who operates the database"),
        ["db roles"] = ("", "it is for who operates the database"),
        ["db login"] = ("ada --role reader", "it is for who operates the database"),
        ["db size"] = ("", "it is for who operates the database"),
        ["db prune"] = ("--older-than 1d", "it is for who operates the database"),
        ["db compact"] = ("", "it is for who operates the database"),
        ["db backup"] = ("d", "it is for who operates the database"),
        ["db restore"] = ("d", "it is for who operates the database"),
    };

    /// <summary>The commands that use neither a database nor a server.</summary>
    private static readonly string[] NeedNeither =
    [
        "dataset preview", "cert authority", "cert node", "cert client", "cert show", "login", "logout", "completion",
    ];

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Commands_All_AreListedHere()
    {
        var names = CommandLine.Commands.Select(entry => entry.Create(_shell.Shell)).SelectMany(Verbs).ToArray();
        names.ShouldBe([.. OverServers.Keys, .. OnlyDatabase.Keys, .. NeedNeither], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_CommandThatWorksOverServers_AsksTheServerAndOpensNoDatabase()
    {
        _shell["EXPERIMENTS_TOKEN"] = "exp_a_b";
        foreach (var (name, words) in OverServers)
        {
            string[] line = [.. name.Split(' '), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            (await _shell.RunAsync([.. line, "--server", Server])).ShouldBe(1, name);
            _shell.TakeError().ShouldStartWith($"experiments: nothing answers at {Server}: ", customMessage: name);
        }

        Directory.GetFiles(_shell.Home).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_CommandOfTheDatabase_SaysInOneSentenceWhyAndWhatToDo()
    {
        foreach (var (name, (words, reason)) in OnlyDatabase)
        {
            string[] line = [.. name.Split(' '), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            (await _shell.RunAsync([.. line, "--server", Server])).ShouldBe(1, name);
            var said = _shell.TakeError().TrimEnd('\n');
            said.ShouldStartWith(
                $"experiments: 'experiments {name}' does not work over a server ({Server}, named by --server): "
                + reason);
            said.ShouldEndWith("; add '--server none' to use the database");
            said.Split('\n').Length.ShouldBe(1, said);
        }

        Directory.GetFiles(_shell.Home).ShouldBeEmpty();
    }

    /// <summary>Without a command of its own, 'token' is about the database of this machine, which programs ask for.
    /// </summary>
    [Fact]
    public async Task Token_OfTheDatabase_IsThatOfThisMachineUnlessAServerIsNamed()
    {
        await FourTrials.SeedAsync(_shell.Home);
        (await _shell.RunAsync("token")).ShouldBe(0);
        var token = _shell.TakeOut();
        _shell["EXPERIMENTS_URL"] = Server;
        (await _shell.RunAsync("token")).ShouldBe(0);
        _shell.TakeOut().ShouldBe(token);
        (await _shell.RunAsync("token", "--server", Server)).ShouldBe(1);
        _shell.TakeError().ShouldContain("tells nobody the token of its database");
    }

    [Fact]
    public async Task BestExport_OverAServer_SaysThatItNeedsTheDatabase()
    {
        (await _shell.RunAsync("best", "s", "--export", "d", "--server", Server)).ShouldBe(1);
        _shell.TakeError().ShouldContain($"'experiments best --export' does not work over a server ({Server})");
    }

    private static IEnumerable<string> Verbs(Command command) => command.Subcommands.Count == 0
        ? [command.Name]
        : command.Subcommands.Select(sub => $"{command.Name} {sub.Name}");
}
