using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Contracts.Faults;
using static TorchSharp.torch;

namespace Experiments.Training.Checkpoints;

/// <summary>
/// The bytes of a checkpoint: eight that name the format and its version, the length of a header, the header as JSON
/// (<see cref="CheckpointHeader"/>), then tensors as little-endian float32, then the SHA-256 of all before it. The tensors
/// are all that the model learns, in the order of its layers, its running statistics, the optimizer's state, and what
/// was seen of gradients in this epoch.
/// </summary>
internal static class CheckpointFormat
{
    private static readonly byte[] Magic = "EXPNET\0\u0001"u8.ToArray();
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>A header and tensors, as bytes.</summary>
    public static byte[] Write(CheckpointHeader header, IReadOnlyList<Tensor> tensors)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(header, Json);
        var length = Magic.Length + sizeof(int) + text.Length + tensors.Sum(tensor => tensor.numel() * sizeof(float));
        var data = new byte[length + SHA256.HashSizeInBytes];
        var rest = Put(data, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(rest, text.Length);
        rest = Put(rest[sizeof(int)..], text);
        foreach (var tensor in tensors)
        {
            using var local = tensor.cpu();
            rest = Put(rest, local.bytes);
        }

        SHA256.HashData(data.AsSpan(0, (int)length), rest);
        return data;
    }

    /// <summary>The header, and the bytes of the tensors.</summary>
    /// <exception cref="UserErrorException">The bytes are damaged, or of another version.</exception>
    public static CheckpointHeader Read(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> tensors)
    {
        if (data.Length < Magic.Length + sizeof(int) + SHA256.HashSizeInBytes
            || !data[..6].SequenceEqual(Magic.AsSpan(0, 6)))
            throw Unusable("it is not of a built-in workload that trains a network");
        if (!data[..Magic.Length].SequenceEqual(Magic))
            throw Unusable("it was written by another version of this program");
        var body = data[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(data[^SHA256.HashSizeInBytes..]))
            throw Unusable("it is damaged");

        var length = BinaryPrimitives.ReadInt32LittleEndian(body[Magic.Length..]);
        var rest = body[(Magic.Length + sizeof(int))..];
        tensors = rest[length..];
        return JsonSerializer.Deserialize<CheckpointHeader>(rest[..length], Json)!;
    }

    /// <summary>Fills a tensor with the first of the bytes, and leaves the others.</summary>
    /// <exception cref="UserErrorException">There are not as many.</exception>
    public static void Take(ref ReadOnlySpan<byte> rest, Tensor tensor)
    {
        var size = (int)tensor.numel() * sizeof(float);
        if (rest.Length < size)
            throw Unusable("it is of another model or optimizer");
        using var local = empty(tensor.shape, ScalarType.Float32, CPU);
        rest[..size].CopyTo(local.bytes);
        tensor.copy_(local);
        rest = rest[size..];
    }

    /// <summary>What is thrown where a checkpoint is of no use.</summary>
    public static UserErrorException Unusable(string why) =>
        new($"the trial's checkpoint cannot be used: {why}; submit the sweep again to train from the start");

    private static Span<byte> Put(Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        return rest[bytes.Length..];
    }
}
