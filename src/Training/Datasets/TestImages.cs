using System.Collections.Concurrent;
using Experiments.Training.Datasets.Digits;
using Experiments.Training.Datasets.Idx;

namespace Experiments.Training.Datasets;

/// <summary>
/// The test images of datasets as bytes, for display. Needs no torch and downloads nothing. Images that were read once
/// stay in memory, at most 8 MB for each dataset.
/// </summary>
/// <param name="files">The datasets that are stored in files.</param>
public sealed class TestImages(IdxStore files)
{
    private readonly ConcurrentDictionary<string, RawImages> _read = new();

    /// <summary>Whether the images of a dataset are on this machine.</summary>
    /// <param name="name">The name of a dataset.</param>
    public bool AreHere(string name) =>
        name == DigitsDataset.Name || (IdxSource.Find(name) is { } source && files.HasTest(source));

    /// <summary>Returns the test images of a dataset, or null if they are not on this machine.</summary>
    /// <param name="name">The name of a dataset.</param>
    /// <param name="cancel">Cancels reading.</param>
    /// <exception cref="UserErrorException">Their file is damaged, or cannot be read.</exception>
    public async Task<RawImages?> FindAsync(string name, CancellationToken cancel)
    {
        if (!AreHere(name)) return null;
        if (_read.TryGetValue(name, out var images)) return images;
        images = name == DigitsDataset.Name
            ? await Task.Run(DigitsDataset.DrawTest, cancel)
            : await files.ReadTestAsync(IdxSource.Find(name)!, cancel);
        return _read.GetOrAdd(name, images);
    }
}
