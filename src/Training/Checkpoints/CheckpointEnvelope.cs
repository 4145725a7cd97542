using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Contracts.Faults;

namespace Experiments.Training.Checkpoints;

/// <summary>
/// What the bytes of all checkpoints have around them: eight that name the format and its version, the length of a header, the
/// header as JSON, a body, then the SHA-256 of all before it.
/// </summary>
internal static class CheckpointEnvelope
{
    /// <summary>Bytes of the magic number that name the format; the last two are its version.</summary>
    private const int Family = 6;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>A header and a body of this length, which <paramref name="fill"/> writes.</summary>
    public static byte[] Seal<T>(ReadOnlySpan<byte> magic, T header, long bodyLength, Action<Memory<byte>> fill)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(header, Json);
        var start = magic.Length + sizeof(int) + text.Length;
        var data = new byte[start + bodyLength + SHA256.HashSizeInBytes];
        magic.CopyTo(data);
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(magic.Length), text.Length);
        text.CopyTo(data, magic.Length + sizeof(int));
        fill(data.AsMemory(start, (int)bodyLength));
        SHA256.HashData(data.AsSpan(0, data.Length - SHA256.HashSizeInBytes), data.AsSpan(data.Length - SHA256.HashSizeInBytes));
        return data;
    }

    /// <summary>The header, and the bytes of the body.</summary>
    /// <param name="magic">The format that is expected.</param>
    /// <param name="data">All bytes.</param>
    /// <param name="owner">What writes this format, for the error: "a workload that …".</param>
    /// <param name="body">The body.</param>
    /// <exception cref="UserErrorException">The bytes are damaged, or of another format or version.</exception>
    public static T Open<T>(ReadOnlySpan<byte> magic, ReadOnlySpan<byte> data, string owner, out ReadOnlySpan<byte> body)
    {
        if (data.Length < magic.Length + sizeof(int) + SHA256.HashSizeInBytes || !data[..Family].SequenceEqual(magic[..Family]))
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

    /// <summary>What is thrown where a checkpoint is of no use.</summary>
    public static UserErrorException Unusable(string why) =>
        new($"the trial's checkpoint cannot be used: {why}; submit the sweep again to train from the start");
}
