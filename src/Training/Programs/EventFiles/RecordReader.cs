using System.Buffers.Binary;
using System.Numerics;

namespace Experiments.Training.Programs.EventFiles;

/// <summary>
/// Reads the records of a file of TensorFlow while it grows: each has its length, the masked CRC-32C of that, its
/// content, and the masked CRC-32C of that.
/// </summary>
internal sealed class RecordReader
{
    private const int Head = 12;
    private const int Foot = 4;

    /// <summary>The maximum size of a record that is read: 64 MiB.</summary>
    private const ulong Largest = 64 << 20;

    private readonly MemoryStream _waiting = new();

    /// <summary>Whether a checksum was wrong. Nothing is read after that.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Returns the contents of the records that these bytes complete.</summary>
    public IReadOnlyList<byte[]> Take(ReadOnlySpan<byte> bytes)
    {
        var found = new List<byte[]>();
        if (IsDamaged) return found;
        _waiting.Write(bytes);
        var rest = _waiting.GetBuffer().AsSpan(0, (int)_waiting.Length);
        while (rest.Length >= Head)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            if (!Matches(rest[..8], rest[8..]) || length > Largest)
            {
                IsDamaged = true;
                break;
            }

            var whole = Head + (int)length + Foot;
            if (rest.Length < whole) break;
            var content = rest.Slice(Head, (int)length);
            if (!Matches(content, rest[(Head + (int)length)..]))
            {
                IsDamaged = true;
                break;
            }

            found.Add(content.ToArray());
            rest = rest[whole..];
        }

        var kept = rest.ToArray();
        _waiting.SetLength(0);
        _waiting.Write(kept);
        return found;
    }

    private static bool Matches(ReadOnlySpan<byte> content, ReadOnlySpan<byte> masked)
    {
        var crc = ~0u;
        foreach (var one in content) crc = BitOperations.Crc32C(crc, one);
        crc = ~crc;
        // The mask keeps a checksum of data that contains checksums from being that of its parts.
        var mask = BitOperations.RotateRight(crc, 15) + 0xa282ead8u;
        return mask == BinaryPrimitives.ReadUInt32LittleEndian(masked);
    }
}
