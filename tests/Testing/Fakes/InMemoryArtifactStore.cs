using System.Security.Cryptography;
using System.Text;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;

namespace Experiments.Testing.Fakes;

/// <summary>An <see cref="IArtifactStore"/> without a database.</summary>
public sealed class InMemoryArtifactStore(InMemoryTables tables) : IArtifactStore
{
    public Task<ArtifactReceipt> SaveAsync(
        TrialId trial, int attempt, ArtifactFile file, ArtifactLimits limits, CancellationToken cancel)
    {
        if (!ArtifactPath.IsSafe(file.Path)) throw new ArgumentException($"'{file.Path}' is not a path.", nameof(file));
        lock (tables.Lock) return Task.FromResult(Save(trial, attempt, file, limits));
    }

    private ArtifactReceipt Save(TrialId trial, int attempt, ArtifactFile file, ArtifactLimits limits)
    {
        if (!tables.MayLeaveFiles(trial, attempt)) return new(ArtifactOutcome.Refused);
        var data = file.Content.ReadAll().ToArray();
        if (!file.Sha256.Span.SequenceEqual(SHA256.HashData(data))) return new(ArtifactOutcome.Changed);
        if (!tables.Artifacts.TryGetValue(trial.Value, out var kept))
            tables.Artifacts[trial.Value] = kept = new(StringComparer.Ordinal);
        kept[file.Path] = new(file.Path, attempt, Encoding.UTF8.GetString(data));
        var removed = new List<string>();
        var (files, bytes) = (0, 0L);
        foreach (var one in kept.Values.OrderByDescending(one => one.Attempt).ThenBy(one => one.Path).ToList())
        {
            var size = Encoding.UTF8.GetByteCount(one.Text);
            if (one.Attempt == attempt || (
                files < limits.Files && bytes + size <= limits.Bytes
                && !one.Path.StartsWith(file.Path + '/', StringComparison.Ordinal)
                && !file.Path.StartsWith(one.Path + '/', StringComparison.Ordinal)))
            {
                (files, bytes) = (files + 1, bytes + size);
                continue;
            }

            kept.Remove(one.Path);
            removed.Add(one.Path);
        }

        return new(ArtifactOutcome.Kept, [.. removed]);
    }
}
