using System.Collections.Concurrent;
using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Nodes;
using Experiments.Grains.Reachability;
using Experiments.Grains.Supervision;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Fakes;
using Experiments.Testing.Suites;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.TestingHost;

namespace Experiments.Grains.Tests.Support;

/// <summary>Silos in this process that share fakes of the database and of the executors.</summary>
internal sealed class SweepCluster : IAsyncDisposable
{
    private readonly Signal _signal = new();
    private readonly ConcurrentDictionary<int, string> _ids = new();

    private SweepCluster(int silos, double cpus, TimeSpan interval)
    {
        Store = new WatchedStore(Storage.Sweeps, _signal);
        Sink = new WatchedSink(Storage.Metrics);
        Executor = new ExecutorScript(_signal);
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo
            .Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = TimeSpan.FromSeconds(1))
            .AddExperimentsGrains());
        builder.ConfigureClient(client =>
            client.Services.AddSerializer(serializer => serializer.AddWireTypes()));
        builder.ConfigureSiloHost((options, host) =>
        {
            // Exceptions of grains are asserted by the caller.
            host.Logging.SetMinimumLevel(LogLevel.None);
            host.Services.AddSingleton<ISweepStore>(Store);
            host.Services.AddSingleton<IMetricSink>(Sink);
            host.Services.AddSingleton(Storage.Checkpoints);
            host.Services.AddSingleton(Storage.Clusters);
            host.Services.AddSingleton<IOutsideTrials>(new NoOutsideTrials());
            host.Services.AddSingleton<ISiloRestart>(new RecordedRestart());
            host.Services.AddSingleton<IOutages>(new NoOutages());
            host.Services.AddSingleton<IPeerConnector>(new PeersInMemory());
            host.Services.AddSingleton(services =>
                Executor.On(services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString()));
            host.Services.Configure<NodeOptions>(node => (node.Name, node.Cpus) = (options.SiloName, cpus));
            host.Services.Configure<SupervisionOptions>(supervision =>
            {
                supervision.Gateway = "none";
                supervision.Interval = interval;
            });
            host.Services.AddExperimentsNode();
        });
        Orleans = builder.Build();
    }

    public InProcessTestCluster Orleans { get; }

    public StorageHarness Storage { get; } = new InMemoryHarness();

    public WatchedStore Store { get; }

    public WatchedSink Sink { get; }

    public ExecutorScript Executor { get; }

    /// <param name="silos">The number of silos.</param>
    /// <param name="cpus">The cores that each silo offers; a trial uses one.</param>
    /// <param name="interval">The time between two calls to unfinished sweeps. Default: 100 ms.</param>
    public static async Task<SweepCluster> StartAsync(int silos = 2, double cpus = 2, TimeSpan? interval = null)
    {
        var cluster = new SweepCluster(silos, cpus, interval ?? TimeSpan.FromMilliseconds(100));
        await cluster.Orleans.DeployAsync();
        foreach (var silo in cluster.Orleans.Silos) await cluster.JoinedAsync(silo);
        return cluster;
    }

    public Task JoinedAsync(InProcessSiloHandle silo) => ServiceOf<NodeService>(silo).Joined;

    public T ServiceOf<T>(InProcessSiloHandle silo) where T : notnull =>
        Orleans.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<T>();

    public InProcessSiloHandle Silo(string address) =>
        Orleans.Silos.Single(silo => silo.SiloAddress.ToParsableString() == address);

    /// <summary>Deactivates every grain that is not being called, as Orleans does after a while.</summary>
    public Task CollectAsync() => Orleans.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>Kills a silo.</summary>
    public Task KillAsync(InProcessSiloHandle silo) =>
        Orleans.KillSiloAsync(silo, TestContext.Current.CancellationToken);

    /// <summary>Stops a silo gracefully.</summary>
    public Task StopAsync(InProcessSiloHandle silo) =>
        Orleans.StopSiloAsync(silo, TestContext.Current.CancellationToken);

    public ISweepGrain Sweep(string id) => Orleans.Client.GetGrain<ISweepGrain>(id);

    /// <summary>Submits a sweep and returns its key.</summary>
    public async Task<int> SubmitAsync(SweepSpec spec, string? id = null)
    {
        id ??= SweepIds.New();
        await Sweep(id).SubmitAsync(Command(spec, id));
        var key = (await Storage.Sweeps.FindAsync(id, default))!.Key;
        _ids[key] = id;
        return key;
    }

    /// <summary>
    /// Stores a sweep as a cluster that is gone left it. No silo here sees it before all its steps are stored.
    /// </summary>
    public async Task<StoredSweep> FoundAsync(SweepSpec spec, params SearchStep[] steps)
    {
        Store.Away = new UserErrorException("The database is away: wait for it.");
        var sweep = await Storage.Sweeps.CreateAsync(
            new NewSweep(SweepIds.New(), spec, Orleans.Options.ClusterId), default);
        await Store.CommitAsync(new SweepCommit(sweep.Key, [.. steps]), default);
        Store.Away = null;
        return sweep;
    }

    public static SubmitSweep Command(SweepSpec spec, string id) => new() { SweepId = id, Spec = spec };

    public Task UntilAsync(Func<bool> condition, string what) => _signal.UntilAsync(condition, what);

    /// <summary>Waits until the sweep has ended, and returns how.</summary>
    public async Task<SweepStatus> EndedAsync(int sweepKey)
    {
        SearchAction.EnterStatus? Last() => Actions<SearchAction.EnterStatus>(sweepKey).LastOrDefault();
        await UntilAsync(
            () => Last()?.Status is SweepStatus.Completed or SweepStatus.Failed or SweepStatus.Stopped
                or SweepStatus.Cancelled,
            "the sweep ended");
        return Last()!.Status;
    }

    /// <summary>The id of a sweep.</summary>
    public string IdOf(int sweepKey) => _ids[sweepKey];

    /// <summary>Returns the decisions of one kind, in order.</summary>
    public ImmutableArray<T> Actions<T>(int sweepKey) where T : SearchAction =>
        [.. Store.Log(sweepKey).SelectMany(step => step.Actions).OfType<T>()];

    /// <summary>Returns the trials as they are stored.</summary>
    public Task<IReadOnlyList<StoredTrial>> TrialsAsync(int sweepKey) => Storage.ReadTrialsAsync(sweepKey);

    public async ValueTask DisposeAsync()
    {
        Executor.ReleaseAll();
        await Orleans.DisposeAsync();
    }
}
