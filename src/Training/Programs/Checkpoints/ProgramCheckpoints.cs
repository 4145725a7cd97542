using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>
/// Saves a program's checkpoint folder after the steps that it reports. A program prints a step and then saves it, so what is
/// in the folder is of no later step than the last one printed: a content is therefore saved only once all has been read
/// that was printed before it was packed, with the last step of that.
/// </summary>
/// <param name="folder">What is saved.</param>
/// <param name="host">Where it is saved.</param>
/// <param name="every">A checkpoint is due after so many steps.</param>
/// <param name="pause">Least time between two.</param>
/// <param name="time">What the pause is measured by.</param>
/// <param name="state">Says what else the next attempt must know, see <see cref="CheckpointFolder.PackAsync"/>.</param>
internal sealed class ProgramCheckpoints(
    CheckpointFolder folder, ITrialHost host, int every, TimeSpan pause, TimeProvider time, Func<string> state)
{
    private const int MostLooks = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private string _saved = folder.Fingerprint();
    private long _savedSteps;
    private long _lookedAt = -1;
    private bool _wanted;
    private (ReadOnlyMemory<byte> Data, long Read, string State)? _packed;

    /// <summary>To be called after some output was read and reported.</summary>
    /// <param name="read">Bytes of output that were read so far.</param>
    /// <param name="steps">How many steps they reported.</param>
    /// <param name="step">The last of these.</param>
    /// <param name="waiting">Says how many bytes wait to be read.</param>
    /// <returns>What the trial is told then.</returns>
    public async Task<TrialSignal> AfterAsync(long read, long steps, long step, Func<int> waiting)
    {
        if (await SavePackedAsync(read, step) is TrialSignal.Stop) return TrialSignal.Stop;
        var isDue = _wanted || (steps - _savedSteps >= every && IsTime());
        if (_packed is not null || !isDue) return TrialSignal.Continue;
        _lookedAt = time.GetTimestamp();
        var now = state();
        if (await PackAsync(now) is not { } data) return TrialSignal.Continue;
        (_savedSteps, _wanted) = (steps, false);
        _packed = (data, read + waiting(), now);
        return await SavePackedAsync(read, step);
    }

    /// <summary>
    /// A checkpoint is wanted of the step that was just reported: waits a little for what the program saves after it, and has
    /// it saved by the next <see cref="AfterAsync"/>, whether one is due or not.
    /// </summary>
    /// <param name="goesOn">Says whether the program has gone on, and so has saved what it will.</param>
    public async Task WaitForChangeAsync(Func<bool> goesOn)
    {
        _wanted = true;
        // By the machine's own clock: the program goes on by no other.
        using var look = new PeriodicTimer(Look, TimeProvider.System);
        for (var tries = 0; tries < MostLooks && folder.Fingerprint() == _saved && !goesOn(); tries++)
            await look.WaitForNextTickAsync();
    }

    /// <summary>To be called when the program has ended by itself, all its output read: what it left is whole.</summary>
    public async Task AtEndAsync(long step)
    {
        if (await SavePackedAsync(long.MaxValue, step) is TrialSignal.Stop) return;
        if (await PackAsync(state()) is { } data) await host.SaveCheckpointAsync(step, data, CancellationToken.None);
    }

    private bool IsTime() => _lookedAt < 0 || time.GetElapsedTime(_lookedAt) >= pause;

    private async Task<ReadOnlyMemory<byte>?> PackAsync(string with)
    {
        var now = folder.Fingerprint();
        if (now == _saved || await folder.PackAsync(with) is not { } data) return null;
        _saved = now;
        return data;
    }

    private async Task<TrialSignal> SavePackedAsync(long read, long step)
    {
        if (_packed is not { } packed || read < packed.Read) return TrialSignal.Continue;
        _packed = null;
        if (packed.State != state())
        {
            // What was printed since counts its steps in another way than the archive says.
            (_saved, _wanted) = ("", true);
            return TrialSignal.Continue;
        }

        return await host.SaveCheckpointAsync(step, packed.Data, CancellationToken.None);
    }
}
