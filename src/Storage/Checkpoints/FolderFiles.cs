using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// Files in a folder that all nodes share. A file of its own marks it: a volume that is no longer mounted leaves an
/// empty folder, which must not be taken for the one with the checkpoints.
/// </summary>
internal sealed class FolderFiles(string directory) : ICheckpointFiles
{
    private const string Mark = ".experiments-checkpoints";

    private const string Remedy =
        $"set {CheckpointOptions.Variable} to the path of the shared folder on this machine, or try again later";

    /// <summary>The ending of a file that is not complete yet.</summary>
    private const string Partial = ".partial";

    private static readonly string[] Endings = [CheckpointName.Ending, ArtifactName.Ending];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true };

    /// <summary>Whether this process has seen the mark.</summary>
    private volatile bool _isMarked;

    public string Place => $"'{directory}'";

    public Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            OwnerOnly.CreateFolder(directory);
            using var probe = new FileStream(
                Path.Combine(directory, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose);
            SetMark();
            return Task.CompletedTask;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"files cannot be written to {Place}: {fault.Message}; let this user write there, or set "
                + $"{CheckpointOptions.Variable} to another folder",
                fault);
        }
    }

    public async Task<byte[]> WriteAsync(string name, CheckpointContent content, CancellationToken cancel)
    {
        var path = PathOf(name);
        var partial = path + Partial;
        try
        {
            EnsureMarked();
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            byte[] hash;
            // Without a buffer of its own, since what is copied comes in large parts.
            await using (var file = new FileStream(
                partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await using var stream = content.OpenRead();
                hash = await HashingCopy.RunAsync(stream, file, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return hash;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Remove(partial);
            throw Unreachable("written", fault);
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel)
    {
        try
        {
            var file = new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0,
                useAsync: true);
            return Task.FromResult<Stream?>(new StoredStream(file, file, Place));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException && IsThere())
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreachable("read", fault);
        }
    }

    public Task DeleteAsync(string name)
    {
        Remove(PathOf(name));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<StoredFile> ListAsync(DateTimeOffset before, CancellationToken cancel) =>
        FilesBefore(before).Where(file => !IsPartial(file))
            .Select(file => new StoredFile(
                Path.GetRelativePath(directory, file.FullName).Replace('\\', '/'), file.Length))
            .ToAsyncEnumerable();

    public Task DeletePartialAsync(DateTimeOffset before, CancellationToken cancel)
    {
        foreach (var file in FilesBefore(before).Where(IsPartial))
        {
            cancel.ThrowIfCancellationRequested();
            Remove(file.FullName);
        }

        return Task.CompletedTask;
    }

    private IEnumerable<FileInfo> FilesBefore(DateTimeOffset time) =>
        new DirectoryInfo(directory) is { Exists: true } folder
            ? Endings.SelectMany(ending => folder.EnumerateFiles($"*{ending}*", Everywhere))
                .Where(file => file.LastWriteTimeUtc < time)
            : [];

    /// <summary>Whether the folder is the one that it was, so that a file that is not in it does not exist.</summary>
    private bool IsThere() => _isMarked ? File.Exists(PathOf(Mark)) : Directory.Exists(directory);

    /// <summary>
    /// Creates the folder if this process has not used it before. One that was used before is waited for.
    /// </summary>
    private void EnsureMarked()
    {
        if (_isMarked)
        {
            using var mark = File.OpenHandle(PathOf(Mark));
            return;
        }

        OwnerOnly.CreateFolder(directory);
        SetMark();
    }

    private void SetMark()
    {
        using var mark = File.OpenHandle(PathOf(Mark), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        _isMarked = true;
    }

    private StoreUnreachableException Unreachable(string verb, Exception fault) => new(
        fault is FileNotFoundException or DirectoryNotFoundException
            ? $"{Place} is not there, or is another folder than it was"
            : $"{Place} cannot be {verb}: {fault.Message.TrimEnd('.')}",
        fault, Remedy);

    private static bool IsPartial(FileInfo file) => file.Name.EndsWith(Partial, StringComparison.Ordinal);

    private string PathOf(string name) => Path.Combine(directory, name);

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file that stays only takes up space.
        }
    }
}
