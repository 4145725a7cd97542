using System.Text;

namespace Experiments.Training.Tests.Support;

/// <summary>
/// Writes event files of TensorBoard, from the descriptions of their formats and with nothing of the reader.
/// </summary>
internal static class EventFileBytes
{
    /// <summary>Returns a record with its checksums.</summary>
    public static byte[] Record(params byte[] content)
    {
        var length = BitConverter.GetBytes((ulong)content.Length);
        return [.. length, .. Masked(length), .. content, .. Masked(content)];
    }

    /// <summary>Returns an event with scalars as TensorFlow 1 and PyTorch write them.</summary>
    public static byte[] Event(long step, params (string Tag, float Value)[] scalars) => Event(
        step, [.. scalars.Select(scalar => Concat(Text(1, scalar.Tag), [0x15], BitConverter.GetBytes(scalar.Value)))]);

    /// <summary>Returns an event with values, each a message.</summary>
    public static byte[] Event(long step, params byte[][] values) => Concat(
        [0x09], BitConverter.GetBytes(1.5e9), [0x10], Varint((ulong)step),
        Bytes(5, Concat([.. values.Select(value => Bytes(1, value))])));

    /// <summary>Returns the value of a tensor, as TensorFlow 2 writes it.</summary>
    public static byte[] Tensor(string tag, byte type, params byte[] content) => Concat(
        Text(1, tag), Bytes(9, Bytes(1, Text(1, "scalars"))),
        Bytes(8, Concat([0x08, type], Bytes(2, []), content)));

    /// <summary>Returns a field with content.</summary>
    public static byte[] Bytes(int number, byte[] content) =>
        Concat([(byte)(number << 3 | 2)], Varint((ulong)content.Length), content);

    /// <summary>Returns the first record of every file.</summary>
    public static byte[] Version() =>
        Record(Concat([0x09], BitConverter.GetBytes(1.5e9), Bytes(3, "brain.Event:2"u8.ToArray())));

    /// <summary>Returns the CRC-32C of Castagnoli's polynomial, bit by bit.</summary>
    public static uint Crc(byte[] content)
    {
        var crc = 0xffffffffu;
        foreach (var one in content)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82f63b78u;
        }

        return crc ^ 0xffffffffu;
    }

    private static byte[] Masked(byte[] content)
    {
        var crc = Crc(content);
        return BitConverter.GetBytes(unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u));
    }

    private static byte[] Text(int number, string text) => Bytes(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }

    private static byte[] Concat(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
