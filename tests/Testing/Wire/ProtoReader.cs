using System.Buffers.Binary;

namespace Experiments.Testing.Wire;

/// <summary>
/// Reads the fields of a protobuf message without knowing its type. It shares no code with the writer that it tests.
/// </summary>
public static class ProtoReader
{
    /// <summary>Returns all fields in order.</summary>
    public static IReadOnlyList<ProtoField> Read(ReadOnlySpan<byte> message)
    {
        var fields = new List<ProtoField>();
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            fields.Add((tag & 7) switch
            {
                0 => new ProtoField((int)(tag >> 3), Varint(ref message), []),
                1 => new ProtoField((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8)), []),
                2 => new ProtoField((int)(tag >> 3), 0, Take(ref message, (int)Varint(ref message)).ToArray()),
                5 => new ProtoField((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4)), []),
                var wire => throw new InvalidDataException($"wire type {wire}"),
            });
        }

        return fields;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref rest, 1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
