using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Training.Programs.Output;

/// <summary>Reads a stream that a program writes, line by line, to its end.</summary>
/// <param name="stream">What it writes.</param>
/// <param name="source">Which of its streams.</param>
/// <param name="log">Takes every line.</param>
internal sealed class ProgramOutput(Stream stream, LogStream source, ProgramLog log)
{
    // The machine's own clock: a program goes on by no other.
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LineSplitter _lines = new();
    private readonly byte[] _buffer = new byte[16 << 10];

    /// <summary>Bytes that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads to the end. While it waits for <paramref name="take"/>, the program waits too.</summary>
    /// <param name="take">Told of each line.</param>
    /// <param name="chunk">Told when all lines were taken that had come.</param>
    /// <param name="over">Completes when nobody should live that writes. Where the stream has no end even then, which
    /// somebody keeps open who is beyond our reach, it is left once nothing has come for some seconds.</param>
    public async Task ReadAsync(Func<OutputLine, ValueTask> take, Func<Task> chunk, Task over)
    {
        while (await ReadSomeAsync(over) is > 0 and var count)
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

    private async Task<int> ReadSomeAsync(Task over)
    {
        var read = stream.ReadAsync(_buffer).AsTask();
        if (await Task.WhenAny(read, over) != read) await Task.WhenAny(read, Task.Delay(Patience, Time));
        return read.IsCompleted ? await read : 0;
    }
}
