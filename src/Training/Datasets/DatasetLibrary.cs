using System.Collections.Concurrent;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Workloads;
using Experiments.Training.Datasets.Digits;
using Experiments.Training.Datasets.Idx;

namespace Experiments.Training.Datasets;

/// <summary>
/// The datasets of this process: each is loaded once, however many trials ask for it at the same time, and stays in memory.
/// One that could not be loaded is tried again by whoever asks next.
/// </summary>
/// <param name="files">Datasets that are files.</param>
public sealed class DatasetLibrary(IdxStore files)
{
    private readonly ConcurrentDictionary<string, ImageDataset> _loaded = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>The dataset of this name.</summary>
    /// <param name="name">One of <see cref="BuiltInWorkloads.Datasets"/>.</param>
    /// <param name="progress">Told of downloads.</param>
    /// <param name="cancel">Gives up waiting and downloading.</param>
    /// <exception cref="UserErrorException">There is none of this name, or its files are damaged or cannot be
    /// had.</exception>
    public async Task<ImageDataset> LoadAsync(string name, IProgress<string> progress, CancellationToken cancel)
    {
        if (_loaded.TryGetValue(name, out var loaded))
            return loaded;

        await _oneAtATime.WaitAsync(cancel);
        try
        {
            if (!_loaded.TryGetValue(name, out loaded))
                _loaded[name] = loaded = await ReadAsync(name, progress, cancel);
            return loaded;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<ImageDataset> ReadAsync(string name, IProgress<string> progress, CancellationToken cancel)
    {
        if (name == DigitsDataset.Name)
            return await Task.Run(DigitsDataset.Make, cancel);
        var source = IdxSource.Find(name) ?? throw new UserErrorException(
            $"there is no dataset '{name}': use one of {string.Join(", ", BuiltInWorkloads.Datasets)}");
        return await files.LoadAsync(source, progress, cancel);
    }
}
