using Experiments.Contracts.Ports.Persistence;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Databases;

/// <summary>
/// Logs when the database, or the store of large checkpoints, stops answering, and when it answers again: once each,
/// however many operations wait and however often each is retried. Thread-safe.
/// </summary>
/// <param name="time">The clock that measures how long an outage lasts.</param>
/// <param name="logger">The log.</param>
public sealed partial class OutageLog(TimeProvider time, ILogger<OutageLog> logger) : IOutages
{
    private const string TheDatabase = "the database";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Outage> _current = [];

    /// <summary>The number of operations that wait.</summary>
    internal int Waiting
    {
        get { lock (_lock) return _current.Values.Sum(outage => outage.Waiting); }
    }

    /// <summary>An operation has failed for a transient reason.</summary>
    /// <param name="joined">What the operation waits for already, or null if it has not failed before.</param>
    /// <param name="what">What it reads or writes.</param>
    /// <param name="fault">The failure.</param>
    /// <returns>What the operation waits for, to be passed to <see cref="Leave"/>.</returns>
    internal Outage Join(Outage? joined, string what, Exception fault)
    {
        lock (_lock)
        {
            if (joined is { IsOver: false }) return joined;
            var outage = Begin(
                fault is StoreUnreachableException ? "the store of large checkpoints" : TheDatabase, what, fault);
            outage.Waiting++;
            return outage;
        }
    }

    /// <summary>An operation no longer waits.</summary>
    /// <param name="outage">What it waited for.</param>
    /// <param name="isAnswered">Whether it was answered; otherwise it was given up.</param>
    internal void Leave(Outage outage, bool isAnswered)
    {
        lock (_lock)
        {
            outage.Waiting--;
            if (outage.IsOver || (!isAnswered && outage.Waiting > 0)) return;
            End(outage, isAnswered);
        }
    }

    /// <inheritdoc/>
    public bool Explain(Exception failure, string what)
    {
        if (failure is StoreUnreachableException || !TransientFaults.IsTransient(failure)) return false;
        lock (_lock) Begin(TheDatabase, what, failure);
        return true;
    }

    /// <inheritdoc/>
    public void Answered()
    {
        lock (_lock)
        {
            if (_current.TryGetValue(TheDatabase, out var outage)) End(outage, isAnswered: true);
        }
    }

    private Outage Begin(string place, string what, Exception fault)
    {
        if (_current.TryGetValue(place, out var outage)) return outage;
        LogGone(place, what, fault.Message.TrimEnd('.'));
        return _current[place] = new Outage(place, time.GetTimestamp());
    }

    private void End(Outage outage, bool isAnswered)
    {
        outage.IsOver = true;
        _current.Remove(outage.Place);
        if (isAnswered) LogBack(outage.Place, time.GetElapsedTime(outage.Since).TotalSeconds);
    }

    /// <summary>The time from a failure until an operation that waited is answered.</summary>
    internal sealed class Outage(string place, long since)
    {
        public string Place => place;

        public long Since => since;

        /// <summary>The number of operations that wait.</summary>
        public int Waiting { get; set; }

        public bool IsOver { get; set; }
    }

    [LoggerMessage(1, LogLevel.Warning, "Waiting for {Place}, needed for {What}: {Cause}.")]
    private partial void LogGone(string place, string what, string cause);

    [LoggerMessage(2, LogLevel.Information, "No longer waiting for {Place}, which answers again after {Seconds:n0} s.")]
    private partial void LogBack(string place, double seconds);
}
