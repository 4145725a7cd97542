using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Training.Programs.Output;

/// <summary>Reads an output stream of a program, line by line, to its end.</summary>
/// <param name="stream">The output stream.</param>
/// <param name="waiting">Returns the number of bytes in the stream that wait to be read.</param>
/// <param name="source">Which of the program's streams it is.</param>
/// <param name="log">Receives every line.</param>
/// <param name="time">The clock, which is the system's, since programs run in real time.</param>
internal sealed class ProgramOutput(
    Stream stream, Func<int> waiting, LogStream source, ProgramLog log, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly LineSplitter _lines = new();
    private readonly byte[] _buffer = new byte[16 << 10];

    /// <summary>The number of bytes that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>
    /// Reads the stream to its end. While this method waits for <paramref name="take"/>, the program waits too.
    /// </summary>
    /// <param name="take">Called with each line.</param>
    /// <param name="chunk">
    /// Called when all lines that have arrived were handled, and after each further second in which none arrives.
    /// </param>
    /// <param name="over">
    /// Completes when all processes that write to the stream should have ended. If the stream does not end even then,
    /// because a process that we cannot kill keeps it open, reading stops once nothing has arrived for some seconds.
    /// </param>
    public async Task ReadAsync(Func<OutputLine, ValueTask> take, Func<Task> chunk, Task over)
    {
        using var pipe = new PipeThread(stream, _buffer);
        while (await ReadSomeAsync(pipe, chunk, over) is > 0 and var count)
        {
            BytesRead += count;
            foreach (var line in _lines.Split(_buffer.AsMemory(0, count))) await TakeAsync(line);
            await chunk();
        }

        if (_lines.Rest() is { } rest) await TakeAsync(rest);

        async ValueTask TakeAsync(OutputLine line)
        {
            log.Append(source, line);
            await take(line);
        }
    }

    private async Task<int> ReadSomeAsync(PipeThread pipe, Func<Task> chunk, Task over)
    {
        var read = pipe.ReadAsync();
        var heard = Task.WhenAny(read, over);
        while (!await IsWithinAsync(heard, Quiet)) await chunk();
        // What has arrived is never left unread, however late this process gets to it.
        do
        {
            if (!read.IsCompleted) await Task.WhenAny(read, Task.Delay(Patience, time));
        }
        while (!read.IsCompleted && waiting() > 0);
        return read.IsCompleted ? await read : 0;
    }

    private async Task<bool> IsWithinAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
