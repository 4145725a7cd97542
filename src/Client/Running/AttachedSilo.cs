using System.ComponentModel;
using System.Diagnostics;

namespace Experiments.Client.Running;

/// <summary>
/// A silo that is started for one sweep, as a child of this process. It ends when this process ends, for whatever
/// reason.
/// </summary>
internal sealed class AttachedSilo : IDisposable
{
    /// <summary>
    /// The time limit for cleaning up after the silo, which takes less unless the machine is overloaded.
    /// </summary>
    private static readonly TimeSpan Cleaning = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Task _reading;

    private AttachedSilo(Process process)
    {
        _process = process;
        Exited = process.WaitForExitAsync(CancellationToken.None);
        _reading = ReadLogAsync();
    }

    /// <summary>The silo's log.</summary>
    public SiloLog Log { get; } = new();

    /// <summary>Completes when the silo has ended.</summary>
    public Task Exited { get; }

    /// <summary>Starts a silo on free ports.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="cluster">The id of the cluster that it forms.</param>
    /// <param name="verbose">Whether its errors include stack traces.</param>
    /// <param name="adopt">The id of an unfinished sweep of another cluster to continue, or null if none.</param>
    /// <exception cref="UserErrorException">The silo cannot be started.</exception>
    public static AttachedSilo Start(string program, string cluster, bool verbose, string? adopt = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--attached=true", $"--cluster={cluster}", "--silo-port=0", "--gateway-port=0", "--http-port=0",
                $"--log-level={(verbose ? "debug" : "info")}",
            },
        };
        if (adopt is not null) start.ArgumentList.Add($"--adopt={adopt}");
        try
        {
            return new AttachedSilo(Process.Start(start)!);
        }
        catch (Win32Exception cause)
        {
            throw SiloProgram.NotStarted(program, cause);
        }
    }

    /// <summary>Waits until the silo is ready.</summary>
    /// <exception cref="UserErrorException">The silo ended instead; the message is its last log message.</exception>
    public async Task<ReadyLine> WhenReadyAsync(CancellationToken cancel)
    {
        if (await _process.StandardOutput.ReadLineAsync(cancel) is { } line) return ReadyLine.Parse(line);
        await Exited.WaitAsync(cancel);
        await _reading;
        throw new UserErrorException(
            Log.LastWords ?? $"the silo ended with exit code {_process.ExitCode} and did not say why");
    }

    /// <summary>Waits until the silo has ended by itself, and returns its last log message.</summary>
    public async Task<string> LastWordsAsync()
    {
        await Exited;
        await _reading;
        return Log.LastWords ?? $"exit code {_process.ExitCode}";
    }

    /// <summary>
    /// Lets the silo save checkpoints and end; kills it if that takes longer than <paramref name="patience"/>. Only the
    /// silo is killed: the processes that it started are ended by its reaper, which keeps the silo's standard error
    /// open until none is left (docs/adr/0017).
    /// </summary>
    /// <param name="patience">The time that it may take.</param>
    /// <param name="time">The clock for that time.</param>
    /// <param name="insisted">Kills the silo at once when cancelled.</param>
    public async Task StopAsync(TimeSpan patience, TimeProvider time, CancellationToken insisted)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The silo has already ended, which closed the other end of its input.
        }

        try
        {
            await Exited.WaitAsync(patience, time, insisted);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            _process.Kill();
            await Exited;
        }

        try
        {
            await _reading.WaitAsync(Cleaning, time);
        }
        catch (TimeoutException)
        {
            // The reaper continues without this process.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) Log.Add(line);
    }
}
