namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>
/// Content in a temporary file of this process. The file has no name once it is open, so that it takes no space after
/// the process has ended, however it ended.
/// </summary>
public sealed class ScratchContent : CheckpointContent
{
    private readonly FileStream _file;

    private ScratchContent(FileStream file) => _file = file;

    /// <inheritdoc/>
    public override long Length => _file.Length;

    /// <summary>Creates the file and fills it.</summary>
    /// <param name="folder">The folder in which it is created, which must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be created, or the disk is full.</exception>
    public static async Task<ScratchContent> CreateAsync(string folder, Func<Stream, Task> write)
    {
        var path = Path.Combine(folder, $"experiments-{Guid.NewGuid():N}.checkpoint");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous,
        };
        // Other users of the machine must not be able to read the data.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        try
        {
            File.Delete(path);
            await write(file);
            await file.FlushAsync();
            return new ScratchContent(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Stream OpenRead() => new HandleStream(_file.SafeFileHandle);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _file.Dispose();
        base.Dispose();
    }
}
