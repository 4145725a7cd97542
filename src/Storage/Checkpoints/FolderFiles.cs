using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>Files in a folder that all nodes share.</summary>
internal sealed class FolderFiles(string directory) : ICheckpointFiles
{
    /// <summary>The ending of a file that is not complete yet.</summary>
    private const string Partial = ".partial";

    private static readonly string[] Endings = [CheckpointName.Ending, ArtifactName.Ending];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true };

    public string Place => $"'{directory}'";

    public Task CheckAsync(CancellationToken cancel)
    {
        try
        {
            OwnerOnly.CreateFolder(directory);
            using var probe = new FileStream(
                Path.Combine(directory, $".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose);
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
            OwnerOnly.CreateFolder(directory);
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
            throw new UserErrorException($"a file cannot be written to {Place}: {fault.Message}", fault);
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0,
                useAsync: true));
        }
        catch (Exception fault) when (
            fault is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(directory))
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"a file cannot be read from {Place}: {fault.Message.TrimEnd('.')}; set "
                + $"{CheckpointOptions.Variable} to the path of the shared folder on this machine", fault);
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
