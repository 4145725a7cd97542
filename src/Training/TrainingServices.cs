using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Idx;
using Experiments.Training.Executors;
using Experiments.Training.OwnWorkloads;
using Experiments.Training.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Experiments.Training;

/// <summary>Registers training with a host.</summary>
public static class TrainingServices
{
    /// <summary>
    /// Adds an <see cref="IExecutor"/> that runs every workload there is, and what it needs; all are singletons. What programs
    /// print goes to the <see cref="ITrialLogStore"/> that is registered. A <see cref="TimeProvider"/> that is registered already
    /// is used, else the system's.
    /// </summary>
    public static IServiceCollection AddTraining(this IServiceCollection services, TrainingOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(provider => new IdxDownload(
            new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IdxStore>();
        services.AddSingleton<DatasetLibrary>();
        services.TryAddSingleton(new ProgramOptions());
        services.AddSingleton<InProcessExecutor>();
        services.AddSingleton<OwnWorkloadExecutor>();
        services.AddSingleton<ProcessExecutor>();
        services.AddSingleton<IExecutor, WorkloadExecutor>();
        return services;
    }
}
