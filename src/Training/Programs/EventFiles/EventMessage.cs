using System.Buffers.Binary;
using System.Text;

namespace Experiments.Training.Programs.EventFiles;

/// <summary>
/// Reads the scalars of a message <c>tensorflow.Event</c>: of summaries with <c>simple_value</c>, and with a tensor of
/// one number, as TensorFlow 2 writes them.
/// </summary>
internal static class EventMessage
{
    private const int Float = 1;
    private const int Double = 2;

    /// <summary>Returns the scalars. Pictures, histograms and texts are left out.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public static IReadOnlyList<ScalarEvent> Read(ReadOnlySpan<byte> message)
    {
        var step = 0L;
        var summary = ReadOnlySpan<byte>.Empty;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            if (fields.Number == 2) step = (long)fields.Bits;
            if (fields.Number == 5) summary = fields.Content;
        }

        var found = new List<ScalarEvent>();
        var values = new ProtobufFields(summary);
        while (values.Next())
            if (values.Number == 1 && ReadValue(values.Content, step) is { } scalar) found.Add(scalar);
        return found;
    }

    private static ScalarEvent? ReadValue(ReadOnlySpan<byte> message, long step)
    {
        var tag = "";
        double? value = null;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            if (fields.Number == 1) tag = Encoding.UTF8.GetString(fields.Content);
            if (fields.Number == 2) value = BitConverter.UInt32BitsToSingle((uint)fields.Bits);
            if (fields.Number == 8) value = ReadTensor(fields.Content);
        }

        return value is { } number && tag.Length > 0 ? new(tag, step, number) : null;
    }

    /// <summary>Returns the number in a tensor, or null if it has several or none.</summary>
    private static double? ReadTensor(ReadOnlySpan<byte> message)
    {
        var (type, isScalar) = (0UL, true);
        var content = ReadOnlySpan<byte>.Empty;
        var floats = content;
        var doubles = content;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1: type = fields.Bits; break;
                case 2: isScalar = fields.Content.IsEmpty; break;
                case 4: content = fields.Content; break;
                case 5: floats = fields.Content; break;
                case 6: doubles = fields.Content; break;
            }
        }

        if (!isScalar) return null;
        return type switch
        {
            Float when content.Length == 4 => BinaryPrimitives.ReadSingleLittleEndian(content),
            Float when floats.Length == 4 => BinaryPrimitives.ReadSingleLittleEndian(floats),
            Double when content.Length == 8 => BinaryPrimitives.ReadDoubleLittleEndian(content),
            Double when doubles.Length == 8 => BinaryPrimitives.ReadDoubleLittleEndian(doubles),
            _ => null,
        };
    }
}
