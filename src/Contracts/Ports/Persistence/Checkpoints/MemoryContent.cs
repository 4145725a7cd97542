using System.Runtime.InteropServices;

namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>Content that is in memory.</summary>
internal sealed class MemoryContent(ReadOnlyMemory<byte> data) : CheckpointContent
{
    /// <inheritdoc/>
    public override long Length => data.Length;

    /// <inheritdoc/>
    public override Stream OpenRead() => MemoryMarshal.TryGetArray(data, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(data.ToArray(), writable: false);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadAll() => data;
}
