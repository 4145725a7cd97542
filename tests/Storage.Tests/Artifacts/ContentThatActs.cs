using Experiments.Contracts.Ports.Persistence.Checkpoints;

namespace Experiments.Storage.Tests.Artifacts;

/// <summary>
/// Content that does something once, when it is first read. It can be read only as a stream, as if it were too large
/// for the memory.
/// </summary>
internal sealed class ContentThatActs(byte[] data, Func<Task> act) : CheckpointContent
{
    private Func<Task>? _act = act;

    public override long Length => data.Length;

    public override Stream OpenRead() => new ActingStream(this, data);

    public override ReadOnlyMemory<byte> ReadAll() => throw new OutOfMemoryException();

    private async Task ActAsync()
    {
        if (Interlocked.Exchange(ref _act, null) is { } act) await act();
    }

    private sealed class ActingStream(ContentThatActs content, byte[] data) : MemoryStream(data, writable: false)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await content.ActAsync();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
