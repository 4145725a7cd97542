namespace Experiments.Training.Datasets.Idx;

/// <summary>
/// Finds the files of a dataset: in the user's data folder, then in the cache. Files that are in neither are downloaded
/// to the cache.
/// </summary>
/// <param name="options">The options that specify the folders.</param>
/// <param name="download">Downloads files that are in neither folder.</param>
public sealed class IdxStore(TrainingOptions options, IdxDownload download)
{
    /// <summary>Reads and checks all four files.</summary>
    /// <exception cref="UserErrorException">A file is damaged, or cannot be read or downloaded.</exception>
    public async Task<ImageDataset> LoadAsync(IdxSource source, IProgress<string> progress, CancellationToken cancel)
    {
        var train = new RawImages(await PartAsync(source.TrainImages), await PartAsync(source.TrainLabels));
        var test = new RawImages(await PartAsync(source.TestImages), await PartAsync(source.TestLabels));
        return ImageDataset.From(source.Name, train, test);

        async Task<byte[]> PartAsync(IdxPart part)
        {
            var path = Existing(source, part)
                ?? await download.FetchAsync(source, part, Cache(source), progress, cancel);
            return await ReadAsync(path, part, cancel);
        }
    }

    /// <summary>Whether the files of the test set are on this machine.</summary>
    public bool HasTest(IdxSource source) =>
        Existing(source, source.TestImages) is not null && Existing(source, source.TestLabels) is not null;

    /// <summary>Reads and checks the files of the test set, which must be on this machine.</summary>
    /// <exception cref="UserErrorException">A file is damaged, or cannot be read.</exception>
    public async Task<RawImages> ReadTestAsync(IdxSource source, CancellationToken cancel)
    {
        return new(await PartAsync(source.TestImages), await PartAsync(source.TestLabels));

        Task<byte[]> PartAsync(IdxPart part) =>
            ReadAsync(Existing(source, part) ?? Path.Combine(Cache(source), part.FileName), part, cancel);
    }

    private string Cache(IdxSource source) => Path.Combine(options.CacheFolder, source.Name);

    private string? Existing(IdxSource source, IdxPart part) =>
        Existing(options.DataFolder is { } data ? Path.Combine(data, source.Name) : null, part)
        ?? Existing(Cache(source), part);

    private static string? Existing(string? folder, IdxPart part) =>
        folder is null
            ? null
            : new[] { part.FileName, part.FileName + ".gz" }.Select(name => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);

    private static async Task<byte[]> ReadAsync(string path, IdxPart part, CancellationToken cancel)
    {
        try
        {
            return await IdxContent.ReadAsync(path, part, cancel);
        }
        catch (InvalidDataException damage)
        {
            throw new UserErrorException(
                $"dataset file '{path}' is damaged: {damage.Message.TrimEnd('.')}; "
                + "delete it, and it is downloaded again", damage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"dataset file '{path}' cannot be read: {error.Message.TrimEnd('.')}; "
                + "correct its permissions or delete it", error);
        }
    }
}
