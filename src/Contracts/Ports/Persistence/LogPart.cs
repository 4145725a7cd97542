namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A part of an attempt's log.</summary>
/// <param name="Offset">The number of characters printed before it. A gap between parts means that text was left
/// out.</param>
/// <param name="Stream">The stream that it was written to.</param>
/// <param name="Text">Whole lines, except that a last line that was too long is cut. No control characters except tabs
/// and line ends.</param>
public sealed record LogPart(long Offset, LogStream Stream, string Text)
{
    /// <summary>The number of characters up to its end.</summary>
    public long End => Offset + Text.Length;
}
