using System.Text.Json;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

public sealed class DrainTests : IDisposable
{
    private readonly TestShell _shell = new(width: 1_000);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Drain_NodeByTheStartOfItsName_IsSaidAndShownUntilItIsUndrained()
    {
        await using var database = await SeedAsync();
        (await _shell.RunAsync("drain", "gpu-2")).ShouldBe(0);
        _shell.TakeOut().ShouldBe(
            "node 'gpu-2' takes no more trials: those that run there save a checkpoint and go on elsewhere\n");
        (await StatesAsync()).ShouldBe(["gpu-1: ready", "gpu-2: draining"]);
        // The silo has learned of it, and nothing runs there.
        await database.BeatAsync("experiments", serves: true, "10.0.0.2:1@1", node: "gpu-2", draining: true);
        (await StatesAsync()).ShouldBe(["gpu-1: ready", "gpu-2: drained"]);
        (await _shell.RunAsync("drain", "gpu-2")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("node 'gpu-2' was drained already\n");

        (await _shell.RunAsync("drain", "10.0.0.1")).ShouldBe(0);
        _shell.TakeOut().ShouldBe(
            "node 'gpu-1' takes no more trials: those that run there save a checkpoint and wait, because pool "
            + "'default' has no other node that takes trials, until 'experiments undrain gpu-1' or another node "
            + "joins\n");
        (await _shell.RunAsync("undrain", "gpu-1")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("node 'gpu-1' takes trials again\n");
        (await _shell.RunAsync("undrain", "gpu-1")).ShouldBe(0);
        _shell.TakeOut().ShouldBe("node 'gpu-1' was not drained\n");
    }

    [Fact]
    public async Task Nodes_SiloThatIsAboutToStop_IsLeaving()
    {
        await using var database = await SeedAsync();
        await database.BeatAsync("experiments", serves: true, "10.0.0.2:1@1", node: "gpu-2", draining: true);
        (await StatesAsync()).ShouldBe(["gpu-1: ready", "gpu-2: leaving"]);
    }

    [Theory]
    [InlineData("drain", "gpu", "'gpu' may be several nodes: write more of its name or of its silo's address; these "
        + "match 'gpu-1', 'gpu-2'")]
    [InlineData("undrain", "cpu", "there is no node 'cpu': live nodes are 'gpu-1', 'gpu-2'")]
    public async Task Drain_NoOneNode_IsOneSentenceWithTheNodes(string command, string node, string expected)
    {
        await using var database = await SeedAsync();
        (await _shell.RunAsync(command, node)).ShouldBe(1);
        _shell.Error.ShouldBe($"experiments: {expected}\n");
    }

    [Fact]
    public async Task Undrain_NodeThatIsGone_ForgetsIt()
    {
        await using var database = await SeedAsync();
        (await _shell.RunAsync("drain", "gpu-2")).ShouldBe(0);
        await database.SilenceAsync("10.0.0.2:1@1");
        _shell.TakeOut();
        (await StatesAsync()).ShouldBe(["gpu-1: ready", "gpu-2: down"]);
        (await _shell.RunAsync("nodes")).ShouldBe(0);
        _shell.TakeOut().ShouldMatch("\ngpu-2 .* drained, down");
        (await _shell.RunAsync("undrain", "gpu-2")).ShouldBe(0);
        _shell.Out.ShouldEndWith("node 'gpu-2' takes trials again\n");
        await database.SilenceAsync("127.0.0.1:2@1");
        (await _shell.RunAsync("undrain", "gpu-2")).ShouldBe(1);
    }

    private async Task<SeededDatabase> SeedAsync()
    {
        var database = await SeededDatabase.CreateAsync(_shell.Home);
        await database.BeatAsync("experiments", serves: true, "10.0.0.1:1@1", node: "gpu-1");
        await database.BeatAsync("experiments", serves: true, "10.0.0.2:1@1", node: "gpu-2");
        // A 'run' on the same machine is not meant.
        await database.BeatAsync("run-1", serves: false, "127.0.0.1:2@1", node: "gpu-2");
        return database;
    }

    private async Task<string[]> StatesAsync()
    {
        (await _shell.RunAsync("nodes", "--format", "json")).ShouldBe(0);
        return
        [
            .. JsonDocument.Parse(_shell.TakeOut()).RootElement.EnumerateArray()
                .Where(node => node.GetProperty("cluster").GetString() == "experiments")
                .Select(node => $"{node.GetProperty("node").GetString()}: {node.GetProperty("state").GetString()}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
