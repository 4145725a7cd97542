using System.Collections.Immutable;
using System.Security.Cryptography;
using Experiments.Contracts.Faults;

namespace Experiments.Training.OwnWorkloads;

/// <summary>
/// The class libraries that this process has loaded, by path and content: one that was built anew is loaded anew, and what
/// trains with the old one goes on with it. Safe for any thread.
/// </summary>
internal sealed class WorkloadLibraries
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WorkloadLibrary> _newest = [];

    /// <summary>The library as its file is now.</summary>
    /// <exception cref="UserErrorException">There is none, or it cannot be used here.</exception>
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
                $"node {Environment.MachineName} has no file '{path}': build it, let every node of the pool have it, or correct 'workload'",
                fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
