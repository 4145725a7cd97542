using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Experiments.Contracts.Faults;
using static TorchSharp.torch;

namespace Experiments.Training.Workloads;

/// <summary>
/// The bytes of a trial's checkpoint: eight that name the format and its version, the length of a header, the header as
/// JSON (<see cref="MlpCheckpointHeader"/>), then weights, running statistics and the optimizer's state as little-endian
/// float32, then the SHA-256 of all before it. The checkpoint of a trial that is done says so by its count of epochs.
/// </summary>
internal static class MlpCheckpoint
{
    private static readonly byte[] Magic = "EXPMLP\0\u0001"u8.ToArray();

    /// <summary>All that <paramref name="trainer"/> needs to go on.</summary>
    public static byte[] Write(MlpTrainer trainer, MlpSettings settings)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new MlpCheckpointHeader(settings.Shape, settings.Optimizer.Name, trainer.Optimizer.Steps, trainer.Progress));
        var tensors = Tensors(trainer);
        var length = Magic.Length + sizeof(int) + header.Length + tensors.Sum(tensor => tensor.numel() * sizeof(float));
        var data = new byte[length + SHA256.HashSizeInBytes];
        var rest = data.AsSpan();
        rest = Put(rest, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(rest, header.Length);
        rest = Put(rest[sizeof(int)..], header);
        foreach (var tensor in tensors)
        {
            using var local = tensor.cpu();
            rest = Put(rest, local.bytes);
        }

        SHA256.HashData(data.AsSpan(0, (int)length), rest);
        return data;
    }

    /// <summary>Brings a trainer to where the checkpoint was taken.</summary>
    /// <exception cref="UserErrorException">The bytes are damaged, of another version, or of another model.</exception>
    public static void Read(ReadOnlySpan<byte> data, MlpTrainer trainer, MlpSettings settings)
    {
        if (data.Length < Magic.Length + sizeof(int) + SHA256.HashSizeInBytes
            || !data[..6].SequenceEqual(Magic.AsSpan(0, 6)))
            throw Unusable("it is not a checkpoint of workload 'mlp'");
        if (!data[..Magic.Length].SequenceEqual(Magic))
            throw Unusable("it was written by another version of this program");
        var body = data[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(data[^SHA256.HashSizeInBytes..]))
            throw Unusable("it is damaged");

        var length = BinaryPrimitives.ReadInt32LittleEndian(body[Magic.Length..]);
        var rest = body[(Magic.Length + sizeof(int))..];
        var header = JsonSerializer.Deserialize<MlpCheckpointHeader>(rest[..length])!;
        if (header.Shape != settings.Shape || header.Optimizer != settings.Optimizer.Name)
            throw Unusable("it is of another model or optimizer");

        rest = rest[length..];
        foreach (var tensor in Tensors(trainer))
            rest = Take(rest, tensor);
        trainer.Optimizer.Steps = header.OptimizerSteps;
        trainer.Progress = header.Progress;
    }

    private static Tensor[] Tensors(MlpTrainer trainer) =>
        [trainer.Model.Values, trainer.Model.Statistics, .. trainer.Optimizer.State];

    private static Span<byte> Put(Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        return rest[bytes.Length..];
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> rest, Tensor tensor)
    {
        var size = (int)tensor.numel() * sizeof(float);
        if (rest.Length < size)
            throw Unusable("it is of another model or optimizer");
        using var local = empty(tensor.shape, ScalarType.Float32, CPU);
        rest[..size].CopyTo(local.bytes);
        tensor.copy_(local);
        return rest[size..];
    }

    private static UserErrorException Unusable(string why) =>
        new($"the trial cannot go on from its checkpoint: {why}; submit the sweep again to train from the start");
}
