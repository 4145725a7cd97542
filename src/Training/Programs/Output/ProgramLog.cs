using System.Collections.Immutable;
using System.Text;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Microsoft.Extensions.Logging;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// The log of an attempt, which is written to a store in the background. It never makes a program wait: output that
/// comes faster than it can be written is omitted in the middle, see <see cref="LogLimits"/>. Thread-safe.
/// </summary>
internal sealed partial class ProgramLog : IAsyncDisposable
{
    private const int PartLength = 8 << 10;
    private const int KeptErrors = 5;
    private const int LongestError = 300;

    /// <summary>The maximum number of characters of a line that are kept: 64 Ki.</summary>
    public const int LongestLine = 64 << 10;

    /// <summary>
    /// The maximum number of parts that wait to be written. A program that alternates between its streams with each
    /// line produces many small parts.
    /// </summary>
    private const int MostParts = 1_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogPart> _head = [];
    private readonly Queue<LogPart> _waiting = [];
    private readonly Queue<string> _errors = [];
    private readonly StringBuilder _text = new();
    private readonly SecretValues _secrets;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _writing;
    private TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogStream _stream;
    private long _start;
    private long _end;

    /// <summary>Starts writing in the background.</summary>
    public ProgramLog(
        ITrialLogStore store, TrialId trial, int attempt, SecretValues secrets, TimeSpan pause, TimeProvider time,
        ILogger logger)
    {
        _secrets = secrets;
        _writing = Task.Run(() => WriteAsync(store, trial, attempt, pause, time, logger));
    }

    /// <summary>The last lines of standard error, with a space between them.</summary>
    public string LastErrors
    {
        get { lock (_lock) return string.Join(' ', _errors); }
    }

    /// <summary>The last line of standard error, or an empty text if there was none.</summary>
    public string LastError
    {
        get { lock (_lock) return _errors.LastOrDefault(""); }
    }

    /// <summary>Appends a line of a program.</summary>
    public void Append(LogStream stream, OutputLine line)
    {
        var text = _secrets.Hide(line.Text);
        var kept = Excerpt.Beginning(text, LongestLine);
        line = new(kept, line.Lost + text.Length - kept.Length);
        lock (_lock)
        {
            if (_text.Length > 0 && (_stream != stream || _text.Length + line.Text.Length >= PartLength)) Cut();
            _stream = stream;
            _text.Append(line.Text);
            if (line.Lost == 0) _text.Append('\n');
            _end = _start + _text.Length + line.Lost;
            if (line.Lost > 0) Cut();
            if (stream == LogStream.Error && !string.IsNullOrWhiteSpace(line.Text)) Remember(line.Text);
            _came.TrySetResult();
        }
    }

    /// <summary>Appends a line of the node.</summary>
    public void Note(string line) => Append(LogStream.Note, new OutputLine(line, 0));

    /// <summary>Writes the remaining lines.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed.TrySetResult();
        await _writing;
    }

    private void Remember(string line)
    {
        _errors.Enqueue(line.Length > LongestError ? Excerpt.Short(line, LongestError) : line.Trim());
        if (_errors.Count > KeptErrors) _errors.Dequeue();
    }

    private void Cut()
    {
        if (_text.Length > 0)
        {
            var part = new LogPart(_start, _stream, _text.ToString());
            (part.Offset < LogLimits.Head && _head.Count < MostParts ? _head : _waiting).Enqueue(part);
            while (_waiting.TryPeek(out var oldest) && (_waiting.Count > MostParts || LogLimits.LeaveOut(oldest, _end)))
                _waiting.Dequeue();
        }

        _text.Clear();
        _start = _end;
    }

    private ImmutableArray<LogPart> TakeAll()
    {
        lock (_lock)
        {
            Cut();
            _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
            ImmutableArray<LogPart> parts = [.. _head, .. _waiting];
            _head.Clear();
            _waiting.Clear();
            return parts;
        }
    }

    private async Task WriteAsync(
        ITrialLogStore store, TrialId trial, int attempt, TimeSpan pause, TimeProvider time, ILogger logger)
    {
        try
        {
            while (true)
            {
                Task came;
                lock (_lock) came = _came.Task;
                await Task.WhenAny(came, _closed.Task);
                await Task.WhenAny(Task.Delay(pause, time), _closed.Task);
                var last = _closed.Task.IsCompleted;
                await store.AppendAsync(trial, attempt, TakeAll(), CancellationToken.None);
                if (last) return;
            }
        }
        catch (Exception fault)
        {
            // The trial continues without its log.
            LogLost(logger, fault, trial.Number);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The log of trial {Trial} cannot be written any more.")]
    private static partial void LogLost(ILogger logger, Exception fault, int trial);
}
