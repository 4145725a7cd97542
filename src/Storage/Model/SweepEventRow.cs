namespace Experiments.Storage.Model;

/// <summary>A step of a sweep's log: an event and the actions that were decided.</summary>
internal sealed class SweepEventRow
{
    /// <summary>The key of the sweep.</summary>
    public int SweepKey { get; init; }

    /// <summary>The position in the log, from 1.</summary>
    public long Seq { get; init; }

    /// <summary>The time at which it was stored, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The kind of the event.</summary>
    public required string Kind { get; init; }

    /// <summary>The version of the JSON format.</summary>
    public int Version { get; init; }

    /// <summary>The event, a JSON object.</summary>
    public required string Event { get; init; }

    /// <summary>The actions, a JSON array.</summary>
    public required string Actions { get; init; }
}
