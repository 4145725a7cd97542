using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Training.Checkpoints;

/// <summary>
/// The common envelope of all checkpoints: eight bytes that identify the format and its version, the length of a
/// header, the header as JSON, a body, and the SHA-256 of everything before it.
/// </summary>
internal static class CheckpointEnvelope
{
    /// <summary>
    /// The number of bytes of the magic number that identify the format. The last two bytes are its version.
    /// </summary>
    private const int Family = 6;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes a header and a body of the given length, which <paramref name="fill"/> provides.</summary>
    public static byte[] Seal<T>(ReadOnlySpan<byte> magic, T header, long bodyLength, Action<Memory<byte>> fill)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(header, Json);
        var start = magic.Length + sizeof(int) + text.Length;
        var data = new byte[start + bodyLength + SHA256.HashSizeInBytes];
        magic.CopyTo(data);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(magic.Length), text.Length);
        text.CopyTo(data, magic.Length + sizeof(int));
        fill(data.AsMemory(start, (int)bodyLength));
        SHA256.HashData(
            data.AsSpan(0, data.Length - SHA256.HashSizeInBytes), data.AsSpan(data.Length - SHA256.HashSizeInBytes));
        return data;
    }

    /// <summary>Reads the header and the bytes of the body.</summary>
    /// <param name="magic">The magic number of the expected format.</param>
    /// <param name="data">The bytes of the checkpoint.</param>
    /// <param name="owner">The writer of this format, for the error message: "a workload that …".</param>
    /// <param name="body">The body.</param>
    /// <exception cref="UserErrorException">The bytes are damaged, or in another format or version.</exception>
    public static T Open<T>(
        ReadOnlySpan<byte> magic, ReadOnlySpan<byte> data, string owner, out ReadOnlySpan<byte> body)
    {
        if (data.Length < magic.Length + sizeof(int) + SHA256.HashSizeInBytes
            || !data[..Family].SequenceEqual(magic[..Family]))
            throw Unusable($"it is not of {owner}");
        if (!data[..magic.Length].SequenceEqual(magic))
            throw Unusable("it was written by another version of this program");
        var sealedPart = data[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(sealedPart).AsSpan().SequenceEqual(data[^SHA256.HashSizeInBytes..]))
            throw Unusable("it is damaged");

        var length = BinaryPrimitives.ReadInt32LittleEndian(sealedPart[magic.Length..]);
        var rest = sealedPart[(magic.Length + sizeof(int))..];
        body = rest[length..];
        return JsonSerializer.Deserialize<T>(rest[..length], Json)!;
    }

    /// <summary>Returns the exception for a checkpoint that cannot be used.</summary>
    public static UserErrorException Unusable(string why) =>
        new($"the trial's checkpoint cannot be used: {why}; submit the sweep again to train from the start");
}
