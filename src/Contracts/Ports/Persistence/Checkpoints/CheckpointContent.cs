using System.Diagnostics.CodeAnalysis;

namespace Experiments.Contracts.Ports.Persistence.Checkpoints;

/// <summary>
/// The bytes of a checkpoint: in memory, or in a file if they may be too many for it. Can be read repeatedly until it
/// is disposed.
/// </summary>
[SuppressMessage("Usage", "CA2225", Justification = "From is the alternative for both operators.")]
public abstract class CheckpointContent : IDisposable
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a stream that reads the bytes from the first.</summary>
    public abstract Stream OpenRead();

    /// <summary>Returns all bytes in memory. Those of a file are read each time.</summary>
    public virtual ReadOnlyMemory<byte> ReadAll()
    {
        var data = new byte[Length];
        using var stream = OpenRead();
        stream.ReadExactly(data);
        return data;
    }

    /// <summary>Returns content that is in memory.</summary>
    public static CheckpointContent From(ReadOnlyMemory<byte> data) => new MemoryContent(data);

    /// <inheritdoc cref="From"/>
    public static implicit operator CheckpointContent(ReadOnlyMemory<byte> data) => From(data);

    /// <inheritdoc cref="From"/>
    public static implicit operator CheckpointContent(byte[] data) => From(data);

    /// <summary>Frees the file, if there is one.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
