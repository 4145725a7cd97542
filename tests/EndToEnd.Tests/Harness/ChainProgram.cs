using System.Text;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>
/// A Python program with large checkpoints. The value of each epoch follows from all bytes of the checkpoint before it,
/// so that a curve is right only if no byte of a checkpoint was lost on its way. Between two epochs it waits at a gate,
/// before and after it was moved, and it can be made to wait once more before its last epoch.
/// </summary>
/// <param name="machine">The machine on which the files are written.</param>
/// <param name="mebibytes">The size of a checkpoint.</param>
/// <param name="epochs">The number of epochs.</param>
internal sealed class ChainProgram(Machine machine, int mebibytes, int epochs = 4)
{
    /// <summary>The epoch after whose checkpoint the program waits.</summary>
    public const int GateEpoch = 2;

    private const string Epoch = "chain, epoch ";

    private string Gate => machine.FileOf("gate");

    private string LastGate => machine.FileOf("last-gate");

    /// <summary>The smallest number of bytes of a checkpoint.</summary>
    public long Bytes => (long)mebibytes << 20;

    /// <summary>Writes the program and a sweep file with a trial for each start, and returns the file's path.</summary>
    /// <param name="trials">The number of trials.</param>
    /// <param name="more">Further lines of the sweep file.</param>
    /// <param name="first">Python code that runs first.</param>
    public string Write(int trials, string more = "", string first = "")
    {
        machine.Write("chain.py", $$"""
            import hashlib, os, sys, time
            {{first}}
            saved = os.path.join(os.environ["TRIAL_CHECKPOINT_DIR"], "chain")
            # Not in the checkpoint folder, which would hold two checkpoints for a while.
            written = os.environ["TRIAL_CHECKPOINT_DIR"] + ".written"
            epoch, seed = 0, hashlib.sha256(sys.argv[1].encode()).digest()
            if os.path.exists(saved):
                with open(saved, "rb") as file:
                    epoch = int(file.readline().split()[-1])
                    whole = hashlib.sha256()
                    while block := file.read(1 << 20): whole.update(block)
                    seed = whole.digest()
            print("from", epoch, flush=True)
            while epoch < {{epochs}}:
                while (epoch == {{GateEpoch}} and not os.path.exists("{{Gate}}")
                       or epoch == {{epochs - 1}} and not os.path.exists("{{LastGate}}")):
                    print("waits", flush=True)
                    time.sleep(0.1)
                epoch += 1
                print(f"epoch={epoch} value={int.from_bytes(seed[:6], 'big') / 2**48!r}", flush=True)
                whole = hashlib.sha256()
                with open(written, "wb") as file:
                    file.write(f"{{Epoch}}{epoch}\n".encode())
                    for block in range({{mebibytes}}):
                        # Hardly two of the blocks are equal, so that their order matters.
                        block = hashlib.sha256(seed + block.to_bytes(4, "big")).digest() * 32768
                        file.write(block)
                        whole.update(block)
                os.replace(written, saved)
                seed = whole.digest()
            """);
        return machine.Write("chain.yaml", $$"""
            name: chain
            command: [python3, chain.py, "${args}"]
            method: grid
            metric: {name: value, goal: maximize}
            parameters:
              start: {values: [{{string.Join(", ", Enumerable.Range(0, trials))}}]}
            {{more}}
            """);
    }

    /// <summary>Lets the trials go on after their checkpoint at the gate.</summary>
    /// <param name="toTheEnd">Whether they go on to their end, or wait again before their last epoch.</param>
    public void OpenGate(bool toTheEnd = true)
    {
        if (toTheEnd) File.WriteAllText(LastGate, "");
        File.WriteAllText(Gate, "");
    }

    /// <summary>Returns the epoch of a checkpoint from the beginning of its archive.</summary>
    public static int EpochIn(ReadOnlySpan<byte> archive)
    {
        var begin = Encoding.ASCII.GetString(archive[..Math.Min(archive.Length, 8192)]);
        var at = begin.IndexOf(Epoch, StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(begin[(at + Epoch.Length)..].Split('\n')[0]);
    }

    /// <summary>Waits until trials have saved the checkpoint with which they wait at the gate.</summary>
    /// <param name="trials">The number of trials.</param>
    /// <param name="read">Returns the beginning of a file in the store, or null if it was just deleted.</param>
    public Task WaitAtGateAsync(int trials, Func<string, byte[]?> read) => Waiting.UntilAsync(
        async () => (await machine.QueryAsync("select file from checkpoints where file is not null"))
            .Count(file => read(file) is { } archive && EpochIn(archive) == GateEpoch) == trials,
        $"{trials} trials to save their checkpoint of epoch {GateEpoch}");

    /// <summary>Returns the beginning of a file in a folder, or null if it is not there.</summary>
    public static byte[]? ReadFolder(string folder, string name)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, name));
            var begin = new byte[8192];
            return begin[..file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Returns the numbers of the same sweep on a machine where nothing disturbs it.</summary>
    /// <param name="trials">The number of trials.</param>
    public async Task<IReadOnlyList<string>> UndisturbedAsync(int trials)
    {
        await using var undisturbed = new Machine();
        var program = new ChainProgram(undisturbed, mebibytes, epochs);
        var sweep = program.Write(trials);
        program.OpenGate();
        (await undisturbed.RunAsync("run", sweep)).ShouldExitWith(0);
        var numbers = await undisturbed.NumbersAsync("chain");
        numbers.Count.ShouldBe(trials * (epochs + 1));
        return numbers;
    }
}
