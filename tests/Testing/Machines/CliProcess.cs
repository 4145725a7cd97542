using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Experiments.Testing.Machines;

/// <summary>A command that runs. What it prints can be waited for; it never outlives the test.</summary>
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
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            Task printed;
            lock (_lock)
            {
                if (stream.ToString().Contains(text)) return stream.ToString();
                if (_read.IsCompleted) throw new InvalidOperationException($"It ended without printing '{text}':\n{_output}\n{_errors}");
                printed = _printed.Task;
            }

            await Task.WhenAny(printed, _read).WaitAsync(patience.Token);
        }
    }

    /// <param name="patience">What it may take. Default: 5 minutes.</param>
    public async Task<CliResult> WaitForExitAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(limit.Token);
        await _read;
        return new CliResult(_process.ExitCode, _output.ToString(), _errors.ToString());
    }

    /// <summary>Sends a signal: 2 interrupts, 9 kills, 15 asks to end.</summary>
    public void Signal(int signal) => Signal(_process.Id, signal);

    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    /// <summary>Ids of the processes that this one started and that live.</summary>
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
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

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
