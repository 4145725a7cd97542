using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Experiments.Training.OwnWorkloads;

/// <summary>
/// The class libraries that this process has loaded, by path and content. A library that was rebuilt is loaded again,
/// while running trials continue to use the old one. Thread-safe.
/// </summary>
internal sealed class WorkloadLibraries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WorkloadLibrary> _newest = [];

    /// <summary>Loads the current version of a library's file, if it is not loaded yet.</summary>
    /// <exception cref="UserErrorException">
    /// The file does not exist, or the library cannot be used on this node.
    /// </exception>
    public async Task<WorkloadLibrary> LoadAsync(string path, CancellationToken cancel)
    {
        var bytes = await ReadAsync(path, cancel);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan()));
        lock (_lock)
        {
            if (_newest.TryGetValue(path, out var known) && known.Sha256 == sha256) return known;
            LibraryManifest.Read(path, bytes).RefuseIfForeign();
            return _newest[path] = new WorkloadLibrary(path, bytes, sha256);
        }
    }

    private static async Task<ImmutableArray<byte>> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return [.. await File.ReadAllBytesAsync(path, cancel)];
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException(
                $"node {Environment.MachineName} has no file '{path}': build it, let every node of the pool have it, "
                + "or correct 'workload'",
                fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
