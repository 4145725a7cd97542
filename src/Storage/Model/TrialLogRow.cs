using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Storage.Model;

/// <summary>A part of what a program printed.</summary>
internal sealed class TrialLogRow
{
    /// <summary>The key of the trial.</summary>
    public long TrialId { get; init; }

    /// <summary>The number of the attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>The offset of the first character in the attempt's log.</summary>
    public long Start { get; init; }

    /// <summary>The offset after the last character.</summary>
    public long Stop { get; init; }

    /// <summary>Where the program printed it.</summary>
    public LogStream Stream { get; init; }

    /// <summary>The time at which it was stored, by the database's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }
}
