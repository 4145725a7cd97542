using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Microsoft.Win32.SafeHandles;

namespace Experiments.Contracts.Ports.Persistence.Artifacts;

/// <summary>
/// The content of a file that is open, and so can be read even if the file is removed or replaced. Others may change it
/// meanwhile; its hash then no longer is what it was.
/// </summary>
/// <param name="file">The open file, which this object disposes.</param>
public sealed class OpenFileContent(SafeFileHandle file) : CheckpointContent
{
    /// <inheritdoc/>
    public override long Length { get; } = RandomAccess.GetLength(file);

    /// <inheritdoc/>
    public override Stream OpenRead() => new HandleStream(file);

    /// <inheritdoc/>
    public override void Dispose()
    {
        file.Dispose();
        base.Dispose();
    }
}
