using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;

namespace Experiments.Client.Commands;

/// <summary><c>nodes</c>: the live nodes and those that are drained, and the trials that run on them.</summary>
internal static class NodesCommand
{
    private static readonly Listing<NodeUse> Listing = new(
    [
        new("node", node => node.Name.Node) { Wraps = true },
        new("pool", node => node.Silo?.Pool) { Wraps = true },
        new("cpus", node => node.Silo?.Cpus) { Right = true },
        new("gpus", node => node.Silo?.Gpus) { Right = true },
        new("cluster", node => node.Name.Cluster) { Wraps = true },
        new("serves", node => node.Silo?.Serves),
        new("gateway", node => node.Silo?.Gateway) { InTable = false },
        new("http", node => node.Silo?.Http) { Wraps = true },
        new("silo", node => node.Silo?.Silo) { InTable = false },
        new("state", node => node.State) { Shown = node => node.Silo is null ? "drained, down" : node.State },
        new("last_seen_seconds", node => node.Silo?.LastSeen.TotalSeconds)
        {
            Title = "last seen",
            Shown = node => node.Silo is { } silo ? ShortText.Format(silo.LastSeen) : "",
            Right = true,
        },
        new("trials_running", node => node.Running) { Title = "running", Right = true },
        new("trials_waiting", node => node.Silo?.Waiting) { Title = "ahead", Right = true },
        new("trials", node => string.Join(' ', node.Trials)) { Wraps = true },
        new("version", node => node.Silo?.Version) { InTable = false },
        new("unreached", node => node.Silo?.Unreached) { InTable = false },
        new("draining", node => node.Silo?.Draining) { InTable = false },
        new("quarantined", node => node.Silo?.Quarantined) { Wraps = true },
    ]);

    public static Command Create(Shell shell)
    {
        var format = SharedOptions.CreateFormat();
        var command = new Command("nodes", "List the live nodes and the trials that run on them") { format };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.TryOpenAsync(shell, Source.DestinationOf(shell, parsed), cancel);
            var nodes = source is null ? [] : await source.Fleet.ListNodesAsync(cancel);
            Listing.Write(
                shell, SharedOptions.FormatOf(parsed, format), nodes,
                "No node is live; start one with 'experiments serve'.");
            return ExitCodes.Done;
        });
        return command;
    }
}
