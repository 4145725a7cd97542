using System.Collections.Concurrent;
using Experiments.Contracts.Workloads;
using Experiments.Training.Datasets.Digits;
using Experiments.Training.Datasets.Idx;

namespace Experiments.Training.Datasets;

/// <summary>
/// The datasets of this process. Each is loaded once, even if several trials request it at the same time, and stays in
/// memory. If loading fails, the next request tries again.
/// </summary>
/// <param name="files">The datasets that are stored in files.</param>
public sealed class DatasetLibrary(IdxStore files)
{
    private readonly ConcurrentDictionary<string, ImageDataset> _loaded = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Returns the dataset of the given name.</summary>
    /// <param name="name">One of <see cref="BuiltInWorkloads.Datasets"/>.</param>
    /// <param name="progress">Receives messages about downloads.</param>
    /// <param name="cancel">Cancels waiting and downloading.</param>
    /// <exception cref="UserErrorException">
    /// There is no dataset of this name, or its files are damaged or cannot be obtained.
    /// </exception>
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
