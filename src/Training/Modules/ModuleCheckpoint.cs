using Experiments.Training.Checkpoints;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// A checkpoint of a module. It consists of a header, the module's state as TorchSharp's <c>save</c> writes it, the
/// optimizer's state, and the gradient statistics of the current epoch as float32.
/// </summary>
internal static class ModuleCheckpoint
{
    private static readonly byte[] Magic = "EXPMOD\0\u0001"u8.ToArray();

    /// <summary>Writes the current state of <paramref name="trainer"/>.</summary>
    public static byte[] Write(ModuleTrainer trainer)
    {
        using var scope = NewDisposeScope();
        var module = Saved(trainer.Module);
        var optimizer = trainer.Optimizer.Save();
        var health = trainer.Health.State.cpu().bytes.ToArray();
        var header = new Header(trainer.Optimizer.Name, module.Length, optimizer.Length, trainer.Progress);
        return CheckpointEnvelope.Seal(Magic, header, module.Length + optimizer.Length + health.Length, body =>
        {
            module.CopyTo(body);
            optimizer.CopyTo(body[module.Length..]);
            health.CopyTo(body[(module.Length + optimizer.Length)..]);
        });
    }

    /// <summary>Restores a trainer to the state in which the checkpoint was written.</summary>
    /// <exception cref="UserErrorException">
    /// The bytes are damaged, or were written by another version or for another module.
    /// </exception>
    public static void Restore(ReadOnlySpan<byte> data, ModuleTrainer trainer)
    {
        var header = Open(data, out var body);
        if (header.Optimizer != trainer.Optimizer.Name || header.Progress.Sums.Length != trainer.Progress.Sums.Length)
            throw OfAnother();
        RestoreModule(header, body, trainer.Module);
        var rest = body[(int)header.ModuleBytes..];
        try
        {
            trainer.Optimizer.Load(rest[..(int)header.OptimizerBytes]);
        }
        catch (Exception fault) when (fault is ArgumentException or IOException or InvalidOperationException)
        {
            throw OfAnother();
        }

        rest = rest[(int)header.OptimizerBytes..];
        CheckpointFormat.Take(ref rest, trainer.Health.State);
        trainer.Progress = header.Progress;
    }

    /// <summary>Loads the learned state of a checkpoint into a module.</summary>
    /// <returns>The number of completed epochs.</returns>
    /// <exception cref="UserErrorException">
    /// The bytes are damaged, or were written by another version or for another module.
    /// </exception>
    public static int Restore(ReadOnlySpan<byte> data, nn.Module module)
    {
        var header = Open(data, out var body);
        RestoreModule(header, body, module);
        return header.Progress.Epochs;
    }

    private static byte[] Saved(nn.Module module)
    {
        // TorchSharp closes the stream.
        var bytes = new MemoryStream();
        module.save(bytes);
        return bytes.ToArray();
    }

    private static Header Open(ReadOnlySpan<byte> data, out ReadOnlySpan<byte> body) =>
        CheckpointEnvelope.Open<Header>(Magic, data, "a workload that trains a module", out body);

    private static void RestoreModule(Header header, ReadOnlySpan<byte> body, nn.Module module)
    {
        using var unrecorded = no_grad();
        using var state = new MemoryStream(body[..(int)header.ModuleBytes].ToArray(), writable: false);
        try
        {
            module.load(state);
        }
        catch (Exception fault) when (fault is ArgumentException or IOException or InvalidOperationException)
        {
            throw OfAnother();
        }
    }

    private static UserErrorException OfAnother() => CheckpointEnvelope.Unusable("it is of another model or optimizer");

    private sealed record Header(string Optimizer, long ModuleBytes, long OptimizerBytes, ModuleProgress Progress);
}
