using System.Diagnostics;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>
/// A network of machines on one computer: a hub, on which the database runs, and nodes, each a network namespace of
/// Linux with an address of its own. The paths between them can be cut. Only an administrator can create one; otherwise
/// the test is skipped.
/// </summary>
internal sealed class SiloNetwork : IAsyncDisposable
{
    private static int _networks;

    private readonly string _name =
        $"x{Environment.ProcessId}{(char)('a' + Interlocked.Increment(ref _networks))}";

    private readonly int _nodes;
    private readonly List<DelayingPort> _cables = [];

    private SiloNetwork(int nodes) => _nodes = nodes;

    /// <summary>The namespace of the hub.</summary>
    public string Hub => $"{_name}h";

    /// <summary>The address of the hub.</summary>
    public static string HubAddress => "10.77.0.1";

    /// <summary>A second address of the hub.</summary>
    public static string SecondAddress => "10.77.0.2";

    private const string Everybody = "10.77.0.0/24";

    private IEnumerable<string> Spaces => [.. Enumerable.Range(0, _nodes).Select(Node), Hub];

    public static async Task<SiloNetwork> CreateAsync(int nodes)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only an administrator may create network namespaces.");
        if (!await TryAsync("command -v ip && command -v nft"))
        {
            const string Missing = "The packages iproute2 and nftables are not installed.";
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is null, Missing);
            Assert.Fail(Missing);
        }

        var network = new SiloNetwork(nodes);
        if (!await TryAsync($"ip netns add {network.Hub}")) Assert.Skip("Network namespaces cannot be created here.");
        await network.InitializeAsync();
        return network;
    }

    /// <summary>Returns the namespace of a node, counted from 0.</summary>
    public string Node(int node) => $"{_name}{node}";

    /// <summary>Returns the address of a node, counted from 0.</summary>
    public static string AddressOf(int node) => $"10.77.0.{10 + node}";

    /// <summary>Cuts the path between two nodes: their packets to each other are dropped.</summary>
    public Task CutAsync(int one, int other) => RunAsync(
        $"{Drop(Node(one), AddressOf(other))}; {Drop(Node(other), AddressOf(one))}");

    /// <summary>Cuts the path between a node and the hub, with the database.</summary>
    public Task CutFromHubAsync(int node) =>
        RunAsync($"{Drop(Node(node), HubAddress)}; {Drop(Node(node), SecondAddress)}");

    /// <summary>Cuts a node from all others and from the hub, as if its cable was out.</summary>
    public async Task IsolateAsync(int node)
    {
        await CutFromHubAsync(node);
        for (var other = 0; other < _nodes; other++)
            if (other != node) await CutAsync(node, other);
    }

    /// <summary>Drops the packets from a node to another one. Those in the other direction arrive.</summary>
    public Task CutOneWayAsync(int from, int to) =>
        RunAsync($"ip netns exec {Node(to)} nft 'add rule inet cut in ip saddr {AddressOf(from)} drop'");

    /// <summary>Drops a share of all packets, at random, between nodes and to and from the hub.</summary>
    public Task LoseAsync(int percent) => RunAsync(string.Join("; ", Spaces.Select(
        space => $"ip netns exec {space} nft 'add rule inet cut in iifname != lo ip saddr {Everybody} "
            + $"numgen random mod 100 < {percent} drop'")));

    /// <summary>Delays each packet between a node and the hub, and twice as long between two nodes.</summary>
    public void Delay(TimeSpan delay) => _cables.ForEach(cable => cable.Delay = delay);

    /// <summary>Repairs all paths.</summary>
    public Task HealAsync()
    {
        Delay(TimeSpan.Zero);
        return RunAsync(string.Join("; ", Spaces.Select(
            space => $"ip netns exec {space} nft 'flush chain inet cut in; flush chain inet cut out'")));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var space in Spaces) await TryAsync($"ip netns del {space}");
        _cables.ForEach(cable => cable.Dispose());
    }

    private async Task InitializeAsync()
    {
        await RunAsync(
            $"set -e; n='ip netns exec {Hub}'; ip -n {Hub} link set lo up; ip -n {Hub} link add hub type bridge; "
            + $"ip -n {Hub} addr add {HubAddress}/24 dev hub; "
            + $"ip -n {Hub} addr add {SecondAddress}/24 dev hub; ip -n {Hub} link set hub up; {Filter(Hub)}");
        for (var node = 0; node < _nodes; node++)
        {
            var space = Node(node);
            var (port, wire) = ($"{_name}p{node}", $"{_name}w{node}");
            _cables.Add(new DelayingPort(port, wire));
            await RunAsync(
                $"set -e; ip netns add {space}; ip -n {space} link set lo up; "
                + $"ip link set {port} netns {Hub}; ip -n {Hub} link set {port} master hub up; "
                + $"ip link set {wire} netns {space}; "
                + $"ip -n {space} addr add {AddressOf(node)}/24 dev {wire}; ip -n {space} link set {wire} up; "
                + Filter(space));
        }
    }

    private static string Filter(string space) =>
        $"ip netns exec {space} nft 'add table inet cut; "
        + "add chain inet cut in { type filter hook input priority 0; }; "
        + "add chain inet cut out { type filter hook output priority 0; }'";

    private static string Drop(string space, string address) =>
        $"ip netns exec {space} nft 'add rule inet cut in ip saddr {address} drop; "
        + $"add rule inet cut out ip daddr {address} drop'";

    private static async Task RunAsync(string line)
    {
        using var shell = Start(line);
        var errors = shell.StandardError.ReadToEndAsync();
        await shell.ToExitAsync($"'{line}' to end");
        if (shell.ExitCode != 0) throw new InvalidOperationException($"'{line}' fails: {await errors}");
    }

    private static async Task<bool> TryAsync(string line)
    {
        using var shell = Start(line);
        await shell.ToExitAsync($"'{line}' to end");
        return shell.ExitCode == 0;
    }

    private static Process Start(string line) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
