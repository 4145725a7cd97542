using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Experiments.Testing.Waits;

namespace Experiments.Testing.Machines;

/// <summary>A running command. Tests can wait for its output. It never outlives the test.</summary>
public sealed class CliProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _read;
    private bool _disposed;
    private TaskCompletionSource _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CliProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        _read = Task.WhenAll(
            ReadAsync(_process.StandardOutput, _output), ReadAsync(_process.StandardError, _errors));
    }

    private string Command => $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}";

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get { lock (_lock) return _output.ToString(); }
    }

    public string Errors
    {
        get { lock (_lock) return _errors.ToString(); }
    }

    /// <summary>Waits for a text on standard output and returns all of it so far.</summary>
    public Task<string> WaitForAsync(string text) => WaitForAsync(_output, text);

    /// <summary>Waits for a text on standard error and returns all of it so far.</summary>
    public Task<string> WaitForErrorAsync(string text) => WaitForAsync(_errors, text);

    private async Task<string> WaitForAsync(StringBuilder stream, string text)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            Task printed;
            lock (_lock)
            {
                if (stream.ToString().Contains(text)) return stream.ToString();
                if (_read.IsCompleted)
                    throw new InvalidOperationException($"It ended without printing '{text}':\n{_output}\n{_errors}");
                printed = _printed.Task;
            }

            var left = Waiting.UsualLimit - since.Elapsed;
            await Task.WhenAny(printed, _read)
                .Within($"'{Command}' to print '{text}'", left > TimeSpan.Zero ? left : TimeSpan.Zero, Printed);
        }
    }

    /// <param name="patience">The time limit. Default: 5 minutes.</param>
    public async Task<CliResult> WaitForExitAsync(TimeSpan? patience = null)
    {
        await _process.ToExitAsync($"'{Command}' to end", patience ?? TimeSpan.FromMinutes(5), Printed);
        await _read.Within(
            $"the end of what '{Command}' printed, which a process that it left behind may hold open", seen: Printed);
        return new CliResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    /// <summary>Sends a signal: 2 is SIGINT, 9 is SIGKILL, 15 is SIGTERM.</summary>
    public void Signal(int signal) => Signal(_process.Id, signal);

    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    /// <summary>Returns the ids of the living child processes.</summary>
    public IReadOnlyList<int> Children() =>
    [
        .. File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.ToExitAsync($"'{Command}' to end once it was killed");
        _process.Dispose();
    }

    private string Printed() => $"{Output}\n{Errors}";

    private async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                to.Append(line).Append('\n');
                _printed.TrySetResult();
                _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
