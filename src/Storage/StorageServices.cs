using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Keeping;
using Experiments.Storage.Logs;
using Experiments.Storage.Packing;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Storage.Sweeps;
using Experiments.Storage.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Experiments.Storage;

/// <summary>Registers the services of Storage.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the implementations of the persistence ports, the queries and the schema, all on the database of
    /// <paramref name="options"/>. No connection is opened. <see cref="StorageSchema.EnsureAsync"/> must be called
    /// before any other service is used.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new MetricWriterOptions());
        services.TryAddSingleton(CheckpointOptions.FromEnvironment(options));
        services.AddSingleton(options);
        services.AddSingleton(_ => options.Open());
        services.AddSingleton<StorageSchema>();
        services.AddSingleton<ClusterSecrets>();
        services.AddSingleton<SweepQueries>();
        services.AddSingleton<BudgetQueries>();
        services.AddSingleton<SiloQueries>();
        services.AddSingleton<CheckpointQueries>();
        services.AddSingleton<LogQueries>();
        services.AddSingleton<ArtifactQueries>();
        services.AddSingleton<TrialPins>();
        services.AddSingleton<CurvePacker>();
        services.AddSingleton<SweepRemoval>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<CheckpointCleanup>();
        services.AddSingleton<StorageMetrics>();
        services.AddSingleton<OutageLog>();
        services.AddSingleton<IOutages>(provider => provider.GetRequiredService<OutageLog>());
        services.AddSingleton<ISweepStore, SweepStore>();
        services.AddSingleton<ICheckpointStore, CheckpointStore>();
        services.AddSingleton<ITrialLogStore, TrialLogStore>();
        services.AddSingleton<IArtifactStore, ArtifactStore>();
        services.AddSingleton<IClusterRegistry, ClusterRegistry>();
        services.AddSingleton<MetricWriter>();
        services.AddSingleton<IMetricSink>(provider => provider.GetRequiredService<MetricWriter>());
        return services;
    }
}
