using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Idx;
using Experiments.Training.Executors;
using Experiments.Training.Outside;
using Experiments.Training.OwnWorkloads;
using Experiments.Training.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Experiments.Training;

/// <summary>Registers the services for training.</summary>
public static class TrainingServices
{
    /// <summary>
    /// Adds an <see cref="IExecutor"/> that runs every kind of workload, an <see cref="IOutsideTrials"/>, and the
    /// services that they need, all as singletons. The output of programs goes to the registered
    /// <see cref="ITrialLogStore"/>, and the files that they leave to the registered <see cref="IArtifactStore"/>. A
    /// registered <see cref="TimeProvider"/> is used, or else the system's.
    /// </summary>
    public static IServiceCollection AddTraining(this IServiceCollection services, TrainingOptions options)
    {
        services.AddDatasets(options);
        services.TryAddSingleton(new ProgramOptions());
        services.AddSingleton<InProcessExecutor>();
        services.AddSingleton<OwnWorkloadExecutor>();
        services.AddSingleton<ProcessExecutor>();
        services.AddSingleton<OutsideExecutor>();
        services.AddSingleton<IOutsideTrials>(provider => provider.GetRequiredService<OutsideExecutor>());
        services.AddSingleton<IExecutor, WorkloadExecutor>();
        return services;
    }

    /// <summary>Adds what finds and reads datasets, all as singletons.</summary>
    public static IServiceCollection AddDatasets(this IServiceCollection services, TrainingOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(provider => new IdxDownload(
            new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IdxStore>();
        services.AddSingleton<DatasetLibrary>();
        services.AddSingleton<TestImages>();
        return services;
    }
}
