using System.Buffers.Binary;
using Experiments.Testing.Wire;

namespace Experiments.Client.Tests.Exporting;

/// <summary>Reads event files by the description of their format, and shares no code with the writer.</summary>
internal static class TensorBoardRecords
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Returns the events of the only event file in a folder.</summary>
    public static IReadOnlyList<ProtoField> Read(string folder)
    {
        var bytes = File.ReadAllBytes(
            Directory.GetFiles(folder, "events.out.tfevents.*").ShouldHaveSingleItem()).AsSpan();
        var events = new List<ProtoField>();
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]).ShouldBe(Masked(bytes[..8]));
            var data = bytes.Slice(12, (int)length);
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + data.Length)..]).ShouldBe(Masked(data));
            events.Add(new ProtoField(0, 0, data.ToArray()));
            bytes = bytes[(16 + data.Length)..];
        }

        return events;
    }

    /// <summary>CRC32C (Castagnoli), one byte at a time, then masked.</summary>
    public static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var next in data) crc = Table[(byte)(crc ^ next)] ^ (crc >> 8);
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
    }

    private static uint Entry(int index)
    {
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
        return crc;
    }
}
