namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Some text of an attempt's log.</summary>
/// <param name="Offset">Characters that were printed before it. Where parts do not meet, something was left out.</param>
/// <param name="Stream">Who wrote it.</param>
/// <param name="Text">Whole lines, but for a last one that was too long; no control characters but tabs and line ends.</param>
public sealed record LogPart(long Offset, LogStream Stream, string Text)
{
    /// <summary>Characters up to its end.</summary>
    public long End => Offset + Text.Length;
}
