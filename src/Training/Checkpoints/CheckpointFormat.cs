using static TorchSharp.torch;

namespace Experiments.Training.Checkpoints;

/// <summary>
/// A checkpoint of a built-in network: a <see cref="CheckpointHeader"/>, then tensors as little-endian float32. The
/// tensors are the model's parameters in the order of its layers, its running statistics, the optimizer's state, and
/// the gradient statistics of the current epoch.
/// </summary>
internal static class CheckpointFormat
{
    private static readonly byte[] Magic = "EXPNET\0\u0001"u8.ToArray();

    /// <summary>Writes a header and tensors as bytes.</summary>
    public static byte[] Write(CheckpointHeader header, IReadOnlyList<Tensor> tensors) => CheckpointEnvelope.Seal(
        Magic, header, tensors.Sum(tensor => tensor.numel() * sizeof(float)), body =>
        {
            foreach (var tensor in tensors)
            {
                using var local = tensor.cpu();
                local.bytes.CopyTo(body.Span);
                body = body[local.bytes.Length..];
            }
        });

    /// <summary>Reads the header and the bytes of the tensors.</summary>
    /// <exception cref="UserErrorException">The bytes are damaged, or in another format or version.</exception>
    public static CheckpointHeader Read(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> tensors) =>
        CheckpointEnvelope.Open<CheckpointHeader>(
            Magic, data, "a built-in workload that trains a network", out tensors);

    /// <summary>Fills a tensor with the first bytes and removes them from <paramref name="rest"/>.</summary>
    /// <exception cref="UserErrorException">There are too few bytes.</exception>
    public static void Take(ref ReadOnlySpan<byte> rest, Tensor tensor)
    {
        var size = (int)tensor.numel() * sizeof(float);
        if (rest.Length < size)
            throw CheckpointEnvelope.Unusable("it is of another model or optimizer");
        using var local = empty(tensor.shape, ScalarType.Float32, CPU);
        rest[..size].CopyTo(local.bytes);
        tensor.copy_(local);
        rest = rest[size..];
    }
}
