using System.Runtime.CompilerServices;
using System.Text.Json;
using Experiments.Client.Commands;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

/// <summary>
/// Whatever the command line can read or change, the HTTP API can, too. The document of the API is the one that the
/// tests of <c>Web</c> compare with its routes.
/// </summary>
public sealed class ApiParityTests : IDisposable
{
    /// <summary>The operations that do what a command does.</summary>
    private static readonly Dictionary<string, string[]> Operations = new()
    {
        ["submit"] = ["submitSweep"],
        ["watch"] = ["followSweep", "followSweeps"],
        ["ls"] = ["listSweeps"],
        ["show"] = ["getSweep", "getSweepFile", "getTrial", "listImportance"],
        ["trials"] = ["listTrials", "listGroups", "listColumns"],
        ["best"] = ["listBest", "listRepeats"],
        ["explain"] = ["explainSweep"],
        ["logs"] = ["readLog"],
        ["artifacts"] = ["listArtifacts", "listSweepArtifacts", "readArtifact"],
        ["curves"] = ["listCurves"],
        ["nodes"] = ["listNodes"],
        ["drain"] = ["drainNode"],
        ["undrain"] = ["undrainNode"],
        ["stop"] = ["stopSweep"],
        ["cancel"] = ["cancelSweep"],
        ["pause"] = ["pauseSweep"],
        ["resume"] = ["resumeSweep"],
        ["extend"] = ["extendSweep"],
        ["enqueue"] = ["enqueueSweep"],
        ["retry"] = ["retrySweep"],
        ["confirm"] = ["confirmSweep"],
        ["limit"] = ["limitSweep"],
        ["replay"] = ["listDecisions"],
        ["tag"] = ["tagSweep"],
        ["untag"] = ["untagSweep"],
        ["note"] = ["noteSweep"],
        ["rename"] = ["renameSweep"],
        ["archive"] = ["archiveSweep"],
        ["unarchive"] = ["unarchiveSweep"],
        ["rm"] = ["rmSweep"],
        ["pin"] = ["pinTrial"],
        ["unpin"] = ["unpinTrial"],
        ["login"] = ["getCaller"],
        ["token create"] = ["createToken"],
        ["token ls"] = ["listTokens"],
        ["token revoke"] = ["revokeToken"],
        ["audit"] = ["listChanges"],
        ["dataset preview"] = ["listDatasets", "listImages"],
        ["predict"] = ["predict", "predictByBest"],
        ["inspect"] = ["getModel", "getBestModel"],
    };

    /// <summary>The commands that need no operation, and why.</summary>
    private static readonly Dictionary<string, string> WithoutOperation = new()
    {
        ["run"] = "runs on the machine of the user, and submits to no cluster",
        ["serve"] = "starts what answers requests",
        ["diff"] = "compares two answers of getSweep or getTrial",
        ["whatif"] = "computes from what listTrials and listCurves answer with",
        ["ui"] = "starts what answers requests",
        ["export"] = "writes what listTrials and listCurves answer with to files",
        ["reproduce"] = "runs on the machine of the user",
        ["db migrate"] = "precedes a cluster",
        ["db roles"] = "for who operates the database",
        ["db login"] = "for who operates the database",
        ["db backup"] = "for who operates the database, with files of that machine",
        ["db restore"] = "for who operates the database, while no cluster runs",
        ["db size"] = "for who operates the database",
        ["db prune"] = "for who operates the database; single sweeps are deleted by rmSweep",
        ["db compact"] = "for who operates the database",
        ["cert authority"] = "creates what lets requests in from other machines",
        ["cert node"] = "creates what lets requests in from other machines",
        ["cert client"] = "creates what lets its owner into a cluster",
        ["cert show"] = "reads files of that machine",
        ["logout"] = "forgets what the user has stored",
        ["completion"] = "is about the shell of the user",
    };

    /// <summary>The operations that no command needs, and why.</summary>
    private static readonly Dictionary<string, string> WithoutCommand = new()
    {
        ["claimTrial"] = "for programs that train, see clients/python",
        ["tellTrial"] = "for programs that train, see clients/python",
    };

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Commands_All_HaveAnOperationOrAReason()
    {
        var verbs = Verbs().ToArray();
        verbs.Where(verb => !Operations.ContainsKey(verb) && !WithoutOperation.ContainsKey(verb)).ShouldBeEmpty(
            "a command that reads or changes something needs a route of the API, or a reason in WithoutOperation");
        Operations.Keys.Concat(WithoutOperation.Keys).Except(verbs).ShouldBeEmpty("there are no such commands");
        Operations.Keys.Intersect(WithoutOperation.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Operations_OfTheApi_AreThoseOfCommands() =>
        Operations.Values.SelectMany(each => each).Concat(WithoutCommand.Keys).Order()
            .ShouldBe(OperationsOfTheApi().Order());

    // Commands with commands of their own do nothing by themselves, but for "cert", which is for HTTPS.
    private IEnumerable<string> Verbs() => CommandLine.Commands.Select(entry => entry.Create(_shell.Shell))
        .SelectMany(command => command.Subcommands.Count == 0
            ? [command.Name]
            : command.Subcommands.Select(sub => $"{command.Name} {sub.Name}"));

    private static IEnumerable<string> OperationsOfTheApi([CallerFilePath] string thisFile = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(thisFile)!, "../../Web.Tests/testdata/openapi.json");
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. document.RootElement.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject())
                .Select(operation => operation.Value.GetProperty("operationId").GetString()!),
        ];
    }
}
