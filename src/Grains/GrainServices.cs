using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Grains.Attempts;
using Experiments.Grains.Faults;
using Experiments.Grains.Logs;
using Experiments.Grains.Nodes;
using Experiments.Grains.Placement;
using Experiments.Grains.Reachability;
using Experiments.Grains.Supervision;
using Experiments.Grains.Sweeps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Experiments.Grains;

/// <summary>Registers the grains and the services that they need.</summary>
public static class GrainServices
{
    /// <summary>
    /// Registers the grains in a silo. The silo must already have the ports <see cref="ISweepStore"/>,
    /// <see cref="IMetricSink"/>, <see cref="ICheckpointStore"/>, <see cref="IClusterRegistry"/>,
    /// <see cref="IOutages"/>, <see cref="IExecutor"/> and <see cref="ISiloRestart"/>. Call this after the silo itself
    /// was added: services stop in reverse order, and attempts are drained while the silo still runs.
    /// </summary>
    public static ISiloBuilder AddExperimentsGrains(this ISiloBuilder silo)
    {
        silo.AddPlacementDirector<LeasedSiloPlacement, LeasedSiloPlacementDirector>();
        silo.AddIncomingGrainCallFilter<FaultFilter>();
        var services = silo.Services;
        services.AddSerializer(serializer => serializer.AddWireTypes());
        services.AddSingleton<Membership>();
        services.AddSingleton<SweepMeters>();
        services.AddSingleton<AttemptMeters>();
        services.AddSingleton<NodeMeters>();
        services.AddSingleton<DatabaseSilence>();
        services.AddSingleton<SweepRunFactory>();
        services.AddSingleton<TrialMeters>();
        services.TryAddSingleton<IPeerConnector, TcpPeerConnector>();
        services.AddSingleton<IPeerHealth, HttpPeerHealth>();
        services.AddSingleton<PeerWatch>();
        services.AddOptions<SiloConnectionOptions>().Configure<IServiceProvider>(EndedConnections.Tell);
        services.AddSingleton<NodeAgent>();
        services.AddSingleton<NodeStanding>();
        services.AddSingleton<IAttemptNode>(provider => provider.GetRequiredService<NodeAgent>());
        services.AddSingleton<SweepCalls>();
        services.AddSingleton<AttemptRunner>();
        services.AddSingleton<NodeService>();
        services.AddSingleton<IValidateOptions<NodeOptions>, NodeOptionsValidator>();
        services.AddSingleton<IValidateOptions<SupervisionOptions>, SupervisionOptionsValidator>();
        services.AddOptions<NodeOptions>().ValidateOnStart();
        services.AddOptions<SupervisionOptions>().ValidateOnStart();
        return silo;
    }

    /// <summary>
    /// Registers the services that run beside the silo. Call this after <c>UseOrleans</c>. The host's shutdown timeout
    /// is extended by the time that draining may take.
    /// </summary>
    public static IServiceCollection AddExperimentsNode(this IServiceCollection services) => services
        .AddSingleton<IPostConfigureOptions<HostOptions>, DrainTimeOnTop>()
        .AddHostedService(provider => provider.GetRequiredService<PeerWatch>())
        .AddHostedService<MembershipLog>()
        .AddHostedService<SiloHeart>()
        .AddHostedService<LostDatabase>()
        .AddHostedService(provider => provider.GetRequiredService<NodeService>())
        .AddHostedService<SweepSupervisor>();
}
