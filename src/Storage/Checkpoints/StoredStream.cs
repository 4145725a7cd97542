using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// The content of a stored file, as it arrives. A read that fails is reported as an unreachable store.
/// </summary>
/// <param name="from">The content.</param>
/// <param name="owner">What is disposed with the stream.</param>
/// <param name="place">The store.</param>
internal sealed class StoredStream(Stream from, IDisposable owner, string place) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await from.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw BrokenOff(fault);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return from.Read(buffer, offset, count);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw BrokenOff(fault);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) owner.Dispose();
        base.Dispose(disposing);
    }

    private StoreUnreachableException BrokenOff(Exception fault) => new($"{place} broke off: {fault.Message}", fault);
}
