namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reads a pipe on a thread of its own. The asynchronous methods of .NET's pipes hold a thread of the pool while they
/// wait, so that some dozens of programs would leave no thread to handle what they print, and what grains do.
/// </summary>
internal sealed class PipeThread : IDisposable
{
    private readonly Stream _pipe;
    private readonly byte[] _buffer;
    private readonly SemaphoreSlim _asked = new(0);
    private TaskCompletionSource<int> _read = NewRead();
    private volatile bool _over;

    /// <summary>Starts the thread.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="buffer">Receives what is read.</param>
    public PipeThread(Stream pipe, byte[] buffer)
    {
        (_pipe, _buffer) = (pipe, buffer);
        new Thread(Run) { IsBackground = true, Name = "output of a program" }.Start();
    }

    /// <summary>Reads some bytes into the buffer. One call at a time.</summary>
    /// <returns>The number of bytes, or 0 at the end of the pipe.</returns>
    public Task<int> ReadAsync()
    {
        var read = _read = NewRead();
        _asked.Release();
        return read.Task;
    }

    /// <summary>Ends the thread, after the read that it waits for, if any.</summary>
    public void Dispose()
    {
        _over = true;
        _asked.Release();
    }

    private static TaskCompletionSource<int> NewRead() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Run()
    {
        while (true)
        {
            _asked.Wait();
            if (_over) return;
            try
            {
                _read.SetResult(_pipe.Read(_buffer));
            }
            catch (Exception fault)
            {
                // Any exception here would end the process.
                _read.SetException(fault);
            }
        }
    }
}
