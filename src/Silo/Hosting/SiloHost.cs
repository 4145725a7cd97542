using System.Collections.Frozen;
using System.Net;
using Experiments.Contracts.Certificates;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Proofs;
using Experiments.Grains;
using Experiments.Grains.Nodes;
using Experiments.Grains.Reachability;
using Experiments.Grains.Supervision;
using Experiments.Silo.Gpus;
using Experiments.Silo.Health;
using Experiments.Silo.Hosting.Certificates;
using Experiments.Silo.Hosting.Https;
using Experiments.Silo.Hosting.Restarting;
using Experiments.Silo.Hosting.Sockets;
using Experiments.Silo.Metrics;
using Experiments.Silo.Upkeep;
using Experiments.Storage;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Keeping;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Training;
using Experiments.Training.Programs;
using Experiments.Web;
using Orleans.Configuration;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Builds the host of a silo: storage and training behind the ports of the grains, Orleans, and HTTP endpoints for
/// metrics, health and the API.
/// </summary>
internal static class SiloHost
{
    public static WebApplication Build(
        SiloOptions options, IPEndPoint silo, IPEndPoint gateway, SiloRestart restart)
    {
        // Takes no settings from files of the working directory, nor watches all folders below it for their changes.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        // OpenTelemetry's settings.
        builder.Configuration.AddEnvironmentVariables();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(server =>
        {
            server.Listen(silo.Address, options.HttpPort);
            if (options.HttpsPort is not { } port) return;
            var certificate = new ServedCertificate(
                options.Certificate!, options.CertificateKey!,
                server.ApplicationServices.GetRequiredService<ILogger<ServedCertificate>>());
            server.Listen(silo.Address, port, https => https.UseHttps(certificate.Options));
        });
        builder.Services.AddRouting();
        SiloLogs.Configure(builder.Logging, options);

        var database = DatabaseOptions.FromEnvironment();
        builder.Services.AddSingleton(
            CheckpointOptions.FromEnvironment(database, alone: IPAddress.IsLoopback(silo.Address)));
        builder.Services.AddStorage(database);
        var offered = OfferedGpus.Take(options.Gpus, CudaOrder.VisibleDevices());
        builder.Services.AddSingleton(_ => offered);
        if (!offered.Gpus.IsEmpty) builder.Services.AddHostedService<GpuWatch>();
        builder.Services.AddSingleton(new ProgramOptions
        {
            GpuNames = offered.Gpus.ToFrozenDictionary(gpu => gpu.Device, gpu => gpu.Uuid),
            Artifacts = ArtifactLimits.FromEnvironment(Environment.GetEnvironmentVariable),
        });
        builder.Services.AddTraining(TrainingOptions.FromEnvironment());
        builder.Services.Configure<NodeOptions>(node =>
        {
            node.Name = options.Node;
            node.Pool = options.Pool;
            node.Cpus = options.Cpus;
            node.Gpus = [.. offered.Gpus.Select(gpu => gpu.Device)];
        });
        builder.Services.AddSingleton<ISiloRestart>(restart);
        // Orleans adds its own only if there is none.
        builder.Services.AddSingleton<IFatalErrorHandler>(new FatalFaults(options, restart));
        WebApplication? app = null;
        builder.Services.Configure<SupervisionOptions>(supervision =>
        {
            supervision.Gateway = gateway.ToString();
            supervision.Http = () => app?.FindHttp() ?? "";
            supervision.Serves = !options.Attached;
            supervision.Adopts = options.Adopt;
        });
        builder.UseOrleans(orleans => SiloProof.UseOn(SiloSockets.UseOn(orleans))
            .UseClustering(options, database, silo, gateway)
            .Configure<Orleans.Configuration.SiloOptions>(own => own.SiloName = options.Node)
            .Configure<EndpointOptions>(endpoints =>
            {
                endpoints.AdvertisedIPAddress = silo.Address;
                endpoints.SiloPort = silo.Port;
                endpoints.GatewayPort = gateway.Port;
                endpoints.SiloListeningEndpoint = silo;
                endpoints.GatewayListeningEndpoint = gateway;
            })
            .AddExperimentsGrains());
        builder.Services.AddClusterCertificates();
        builder.Services.AddExperimentsNode();
        builder.Services.AddHostedService<CheckpointUpkeep>();
        if (database.IsPostgres) builder.Services.AddHostedService<CurvePacking>();
        if (!options.Attached)
        {
            var retention = RetentionPolicy.FromEnvironment(Environment.GetEnvironmentVariable);
            builder.Services.AddHostedService(services => new Retention(
                retention, services.GetRequiredService<SweepRemoval>(), services.GetRequiredService<Pruning>(),
                services.GetRequiredService<IOutages>(), services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<Retention>>()));
        }

        builder.Services.AddWebApi();
        builder.Services.AddSiloMetrics();
        builder.Services.AddSiloTraces(options.Node);
        // One for all probes; AddCheck would create one for each.
        builder.Services.AddSingleton(services => new DatabaseCheck(
            () => services.GetRequiredService<StorageSchema>().CheckAsync(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHealthChecks()
            .AddCheck<NodeCheck>("node", tags: ["ready"])
            .AddCheck<DatabaseCheck>("database", tags: ["ready"]);

        app = builder.Build();
        app.MapSiloMetrics();
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready", new()
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = HealthText.WriteAsync,
        });
        app.MapWebApi();
        return app;
    }

    /// <summary>
    /// Migrates the schema, reads the secret, and checks that the silo can join its cluster or be its only silo.
    /// </summary>
    /// <exception cref="UserErrorException">The database cannot be used, a silo already serves on it, a silo uses
    /// another protocol, or large checkpoints cannot be stored.</exception>
    public static async Task OpenDatabaseAsync(IServiceProvider services, SiloOptions options)
    {
        SiloCertificates.Check(services);
        await services.GetRequiredService<StorageSchema>().EnsureAsync(migrate: true);
        var time = services.GetRequiredService<TimeProvider>();
        var secret = await services.GetRequiredService<ClusterSecrets>().ReadAsync();
        var proof = new ClusterProof(secret, options.Cluster, time);
        services.GetRequiredService<SiloProof>().Proof = proof;
        var silos = services.GetRequiredService<SiloQueries>();
        if (Clustering.IsShared(options, services.GetRequiredService<DatabaseOptions>()))
            await SameProtocol.EnsureAsync(silos, options.Cluster);
        else
            await OnlySilo.EnsureAsync(
                silos, options.Cluster, proof, services.GetService<ClusterCertificates>(), time);
        await LargeCheckpoints.EnsureAsync(
            services.GetRequiredService<CheckpointOptions>(), services.GetRequiredService<CheckpointQueries>(),
            services.GetRequiredService<ILogger<CheckpointOptions>>());
        // After all that may keep the silo from starting, so that a refusal stands alone.
        SiloCertificates.WarnIfUnencrypted(services, options.Listen);
        LostDatabaseFile.Follow(services.GetRequiredService<Database>(), options.Attached);
    }
}
