namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>A fault of the network or of a silo, and what is expected of the cluster.</summary>
/// <param name="Name">The name.</param>
/// <param name="StrikeAsync">
/// Causes the fault. Unless a silo is lost or the fault only slows, returns when it has ended.
/// </param>
internal sealed record NetworkFault(string Name, Func<NetworkedCluster, Task> StrikeAsync)
{
    private const int SigKill = 9;
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>The number of silos that go on.</summary>
    public int Left { get; init; } = NetworkedCluster.Nodes.Count;

    /// <summary>The share of the undisturbed rate that these silos must reach.</summary>
    public double Share { get; init; } = 0.85;

    /// <summary>The longest time until they reach it, from the fault or, where all go on, from its end.</summary>
    public TimeSpan Bar { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether the fault lasts, no silo leaves, and everything goes on more slowly. Trials then last half a minute and
    /// save their only checkpoint at their end: they wait for the database at each of both.
    /// </summary>
    public bool Slows { get; init; }

    /// <summary>The silo that leaves by itself, and serves again once the fault has ended.</summary>
    public int? Leaves { get; init; }

    /// <summary>What the cluster needs to have so that the fault can strike.</summary>
    public ClusterNeeds Needs { get; init; }

    /// <summary>Ends the fault.</summary>
    public Func<NetworkedCluster, Task> EndAsync { get; init; } = cluster => cluster.Network.HealAsync();

    /// <summary>The faults, by name.</summary>
    public static IReadOnlyDictionary<string, NetworkFault> All { get; } = new NetworkFault[]
    {
        new("kill", cluster => Signal(cluster, 1, SigKill))
        {
            Left = 2, Bar = TimeSpan.FromSeconds(5), EndAsync = cluster => cluster.StartAgainAsync(1),
        },
        new("freeze", cluster => Signal(cluster, 1, SigStop))
        {
            Left = 2, Bar = TimeSpan.FromSeconds(20), Leaves = 1, EndAsync = cluster => Signal(cluster, 1, SigCont),
        },
        new("partial partition", cluster => cluster.Network.CutAsync(0, 2))
        {
            Left = 2, Bar = TimeSpan.FromSeconds(20), Leaves = 2,
        },
        new("one-way partition", cluster => cluster.Network.CutOneWayAsync(0, 2))
        {
            Left = 2, Bar = TimeSpan.FromSeconds(20), Leaves = 2,
        },
        new("full partition", cluster => cluster.Network.IsolateAsync(1))
        {
            Left = 2, Bar = TimeSpan.FromSeconds(20), Leaves = 1,
        },
        new("cut of 5 s", async cluster =>
        {
            await cluster.Network.CutAsync(0, 2);
            await PassAsync(5);
            await cluster.Network.HealAsync();
        }),
        new("flapping link", async cluster =>
        {
            for (var time = 0; time < 4; time++)
            {
                await cluster.Network.IsolateAsync(1);
                await PassAsync(2);
                await cluster.Network.HealAsync();
                await PassAsync(2);
            }
        }),
        new("loss of 20 %", async cluster =>
        {
            await cluster.Network.LoseAsync(percent: 20);
            await PassAsync(45);
        }) { Slows = true, Share = 0.8 },
        new("delay of 200 ms", async cluster =>
        {
            // Between two silos. To the database and back it is 200 ms, too.
            cluster.Network.Delay(TimeSpan.FromMilliseconds(100));
            await PassAsync(45);
        }) { Slows = true, Share = 0.8 },
        new("failover of PostgreSQL", cluster => cluster.FailOverAsync())
        {
            Needs = ClusterNeeds.Standby,
        },
        // The clock of node b is ten minutes fast from one moment to the next.
        new("clock step", cluster => cluster.SetClockAsync("+600"))
        {
            Needs = ClusterNeeds.Clock, EndAsync = cluster => cluster.SetClockAsync("+0"),
        },
        new("full disk", cluster => cluster.FillDiskAsync()) { Needs = ClusterNeeds.Disk },
    }.ToDictionary(fault => fault.Name);

    private static Task Signal(NetworkedCluster cluster, int node, int signal)
    {
        cluster.Silos[node].Signal(signal);
        return Task.CompletedTask;
    }

    private static async Task PassAsync(double seconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds));
        await timer.WaitForNextTickAsync();
    }
}
