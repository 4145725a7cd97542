using Experiments.Client.Shells;
using Experiments.Training;
using Experiments.Training.Datasets;
using Experiments.Training.Executors;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Client.Looking;

/// <summary>Datasets for a person to look at. Torch is loaded here, and by no other command than those that come by.</summary>
internal static class DatasetOpening
{
    /// <summary>Opens one, after a download where it is not here yet, which is told on standard error.</summary>
    /// <exception cref="UserErrorException">There is none of this name, it cannot be had, or torch cannot be
    /// loaded.</exception>
    public static async Task<ImageDataset> LoadAsync(Shell shell, string name, CancellationToken cancel)
    {
        TorchRuntime.Load();
        await using var services = new ServiceCollection()
            .AddTraining(TrainingOptions.FromEnvironment(shell.Environment)).BuildServiceProvider();
        var progress = new Progress<string>(shell.Error.WriteLine);
        return await services.GetRequiredService<DatasetLibrary>().LoadAsync(name, progress, cancel);
    }
}
