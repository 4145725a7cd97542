using System.ComponentModel;
using System.Diagnostics;
using Experiments.Contracts.Faults;

namespace Experiments.Client.Running;

/// <summary>
/// A silo that was started for one sweep, as a child of this process. It ends when this process does, however that
/// ends.
/// </summary>
internal sealed class AttachedSilo : IDisposable
{
    /// <summary>What it left is away in less, unless the machine is out of breath.</summary>
    private static readonly TimeSpan Cleaning = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Task _reading;

    private AttachedSilo(Process process)
    {
        _process = process;
        Exited = process.WaitForExitAsync(CancellationToken.None);
        _reading = ReadLogAsync();
    }

    /// <summary>What it says.</summary>
    public SiloLog Log { get; } = new();

    /// <summary>Completes when it has ended.</summary>
    public Task Exited { get; }

    /// <summary>Starts one on free ports.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="cluster">Id of the cluster that it is to form.</param>
    /// <param name="verbose">Whether its errors have stack traces.</param>
    /// <param name="adopt">Id of a sweep that another cluster left, to go on with; null: none.</param>
    /// <exception cref="UserErrorException">It cannot be started.</exception>
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
                $"--verbose={(verbose ? "true" : "false")}",
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

    /// <summary>Waits until it is ready to work.</summary>
    /// <exception cref="UserErrorException">It ended instead; the message is what it said.</exception>
    public async Task<ReadyLine> WhenReadyAsync(CancellationToken cancel)
    {
        if (await _process.StandardOutput.ReadLineAsync(cancel) is { } line) return ReadyLine.Parse(line);
        await Exited.WaitAsync(cancel);
        await _reading;
        throw new UserErrorException(
            Log.LastWords ?? $"the silo ended with exit code {_process.ExitCode} and did not say why");
    }

    /// <summary>What it said last, once it has ended by itself.</summary>
    public async Task<string> LastWordsAsync()
    {
        await Exited;
        await _reading;
        return Log.LastWords ?? $"exit code {_process.ExitCode}";
    }

    /// <summary>
    /// Lets it save checkpoints and end; kills it where that takes longer than <paramref name="patience"/>. Only it is killed: what it
    /// started is ended by its warden, which holds the other end of its standard error until nothing is left (docs/adr/0017).
    /// </summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="time">What that is counted with.</param>
    /// <param name="insisted">Cancelled: kill it now.</param>
    public async Task StopAsync(TimeSpan patience, TimeProvider time, CancellationToken insisted)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already, and so is the other end of its input.
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
            // The warden goes on without us.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) Log.Add(line);
    }
}
