using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace Experiments.Client.Exporting.TensorBoard;

/// <summary>
/// Writes messages as TensorFlow records: length, its checksum, the message, its checksum; all numbers are
/// little-endian. A checksum is a CRC32C that is masked (rotated, plus a constant), since the CRC of data that contains
/// CRCs is weak.
/// </summary>
internal sealed class RecordWriter(Stream stream) : IDisposable
{
    private const uint MaskDelta = 0xa282ead8;

    public void Write(IMessage message)
    {
        var data = message.ToByteArray();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)data.Length);
        stream.Write(length);
        WriteChecksum(length);
        stream.Write(data);
        WriteChecksum(data);
    }

    public void Dispose() => stream.Dispose();

    private void WriteChecksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var next in data) crc = BitOperations.Crc32C(crc, next);
        crc = ~crc;
        Span<byte> masked = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateRight(crc, 15) + MaskDelta);
        stream.Write(masked);
    }
}
