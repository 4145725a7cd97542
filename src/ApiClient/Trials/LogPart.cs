namespace Experiments.ApiClient.Trials;

/// <summary>A part of what an attempt's program printed.</summary>
/// <param name="Offset">The number of characters printed before it. A gap between parts means that text was left out.
/// </param>
/// <param name="Stream">
/// The stream that it was written to: <c>out</c>, <c>error</c>, or <c>note</c> for what the node says of the program.
/// </param>
/// <param name="Text">Whole lines.</param>
public sealed record LogPart(long Offset, string Stream, string Text)
{
    /// <summary>The offset of its end, from which on the next part is asked for.</summary>
    public long End => Offset + Text.Length;
}
