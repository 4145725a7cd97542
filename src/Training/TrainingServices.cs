using Experiments.Contracts.Ports.Execution;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Idx;
using Experiments.Training.Executors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Experiments.Training;

/// <summary>Registers training with a host.</summary>
public static class TrainingServices
{
    /// <summary>
    /// Adds an <see cref="IExecutor"/> that runs built-in workloads in this process, and what it needs; all are singletons.
    /// A <see cref="TimeProvider"/> that is registered already is used, else the system's.
    /// </summary>
    public static IServiceCollection AddTraining(this IServiceCollection services, TrainingOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new IdxDownload(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }));
        services.AddSingleton<IdxStore>();
        services.AddSingleton<DatasetLibrary>();
        services.AddSingleton<IExecutor, InProcessExecutor>();
        return services;
    }
}
