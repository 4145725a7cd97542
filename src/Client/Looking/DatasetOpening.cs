using Experiments.Client.Shells;
using Experiments.Training;
using Experiments.Training.Datasets;
using Experiments.Training.Executors;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Client.Looking;

/// <summary>Opens datasets for commands that show or evaluate images. Loads torch.</summary>
internal static class DatasetOpening
{
    /// <summary>
    /// Opens a dataset, and downloads it first if it is not on this machine; reports that on standard error.
    /// </summary>
    /// <exception cref="UserErrorException">
    /// No dataset has this name, it cannot be obtained, or torch cannot be loaded.
    /// </exception>
    public static async Task<ImageDataset> LoadAsync(Shell shell, string name, CancellationToken cancel)
    {
        TorchRuntime.Load();
        await using var services = new ServiceCollection()
            .AddTraining(TrainingOptions.FromEnvironment(shell.Environment)).BuildServiceProvider();
        var progress = new Progress<string>(shell.Error.WriteLine);
        return await services.GetRequiredService<DatasetLibrary>().LoadAsync(name, progress, cancel);
    }
}
