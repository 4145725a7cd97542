using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence.Checkpoints;

namespace Experiments.Training.Programs.Checkpoints;

/// <summary>
/// Saves a program's checkpoint folder after the steps that it reports. A program prints a step and then saves it, so
/// that the folder never holds a later step than the last one printed. An archive is therefore saved only when all
/// output that was printed before packing has been read, with the last step of that output.
/// </summary>
/// <param name="folder">The folder to save, with its content before the program starts.</param>
/// <param name="host">The host that stores the checkpoints.</param>
/// <param name="every">The number of steps after which a checkpoint is due.</param>
/// <param name="pause">The minimum time between two checkpoints.</param>
/// <param name="time">The clock that measures the pause.</param>
/// <param name="state">
/// Returns further state that the next attempt needs, see <see cref="CheckpointFolder.PackAsync"/>.
/// </param>
internal sealed class ProgramCheckpoints(
    CheckpointFolder folder, ITrialHost host, int every, TimeSpan pause, TimeProvider time, Func<string> state)
    : IDisposable
{
    private const int MostLooks = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The folder's content when it was last saved; at first, that before the program starts.</summary>
    private string _saved = folder.Fingerprint();
    private long _savedSteps;
    private long _lookedAt = -1;
    private bool _wanted;
    private (CheckpointContent Data, long Read, string State)? _packed;

    /// <summary>Saves a checkpoint if one is due. Must be called after some output was read and reported.</summary>
    /// <param name="read">The number of bytes of output that were read so far.</param>
    /// <param name="steps">The number of steps that were reported in them.</param>
    /// <param name="step">The last of these steps.</param>
    /// <param name="waiting">Returns the number of bytes that wait to be read.</param>
    /// <returns>The host's signal to the trial.</returns>
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
    /// Requests a checkpoint of the step that was just reported. Waits briefly for the program to change the folder
    /// after that step; the next <see cref="AfterAsync"/> then saves it, whether or not a checkpoint is due.
    /// </summary>
    /// <param name="goesOn">
    /// Returns whether the program has continued, and so has saved all that it will save for the step.
    /// </param>
    public async Task WaitForChangeAsync(Func<bool> goesOn)
    {
        _wanted = true;
        // The system clock, since the program runs in real time.
        using var look = new PeriodicTimer(Look, TimeProvider.System);
        for (var tries = 0; tries < MostLooks && folder.Fingerprint() == _saved && !goesOn(); tries++)
            await look.WaitForNextTickAsync();
    }

    /// <summary>
    /// Saves the folder after the program has ended by itself and all its output has been read. The folder's content is
    /// then complete.
    /// </summary>
    public async Task AtEndAsync(long step)
    {
        if (await SavePackedAsync(long.MaxValue, step) is TrialSignal.Stop) return;
        using var data = await PackAsync(state());
        if (data is not null) await host.SaveCheckpointAsync(step, data, CancellationToken.None);
    }

    /// <summary>Frees an archive that was packed and not saved.</summary>
    public void Dispose() => _packed?.Data.Dispose();

    private bool IsTime() => _lookedAt < 0 || time.GetElapsedTime(_lookedAt) >= pause;

    private async Task<CheckpointContent?> PackAsync(string with)
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
        using var data = packed.Data;
        if (packed.State != state())
        {
            // The output printed since then counts steps differently than the archive's state says.
            (_saved, _wanted) = ("", true);
            return TrialSignal.Continue;
        }

        return await host.SaveCheckpointAsync(step, data, CancellationToken.None);
    }
}
