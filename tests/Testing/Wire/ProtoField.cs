using System.Text;

namespace Experiments.Testing.Wire;

/// <summary>A field of a protobuf message in its wire format.</summary>
/// <param name="Number">The field number.</param>
/// <param name="Bits">The value, if it is a number.</param>
/// <param name="Bytes">The value, if it is a string, bytes or a message.</param>
public sealed record ProtoField(int Number, ulong Bits, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string Hex => Convert.ToHexStringLower(Bytes);

    public double Double => BitConverter.UInt64BitsToDouble(Bits);

    public float Float => BitConverter.UInt32BitsToSingle((uint)Bits);

    public IReadOnlyList<ProtoField> Fields => ProtoReader.Read(Bytes);

    /// <summary>Returns the fields with this number in the message that this field contains.</summary>
    public IEnumerable<ProtoField> All(int number) => Fields.Where(field => field.Number == number);

    /// <summary>Returns the only field with this number, or null if there is none.</summary>
    public ProtoField? One(int number) => All(number).SingleOrDefault();
}
