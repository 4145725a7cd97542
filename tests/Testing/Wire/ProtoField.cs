using System.Text;

namespace Experiments.Testing.Wire;

/// <summary>One field of a protobuf message, as it is on the wire.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Bits">Its value, where it is a number.</param>
/// <param name="Bytes">Its value, where it is a text, bytes or a message.</param>
public sealed record ProtoField(int Number, ulong Bits, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string Hex => Convert.ToHexStringLower(Bytes);

    public double Double => BitConverter.UInt64BitsToDouble(Bits);

    public float Float => BitConverter.UInt32BitsToSingle((uint)Bits);

    public IReadOnlyList<ProtoField> Fields => ProtoReader.Read(Bytes);

    /// <summary>The fields with this number in the message that this is.</summary>
    public IEnumerable<ProtoField> All(int number) => Fields.Where(field => field.Number == number);

    /// <summary>The only field with this number; null: there is none.</summary>
    public ProtoField? One(int number) => All(number).SingleOrDefault();
}
