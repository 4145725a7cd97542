using Microsoft.Extensions.Logging;

namespace Experiments.Testing.Fakes;

/// <summary>A log that keeps its events as 'Level: message'.</summary>
public sealed class RecordedLog<T> : List<string>, ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Add($"{logLevel}: {formatter(state, exception)}");
}
