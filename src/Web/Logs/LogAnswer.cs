using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Web.Logs;

/// <summary>A part of what an attempt's program printed.</summary>
/// <param name="Offset">The number of characters printed before it. A gap between parts means that text was left out.
/// </param>
/// <param name="Stream">The stream that it was written to.</param>
/// <param name="Text">Whole lines.</param>
internal sealed record LogAnswer(long Offset, LogStream Stream, string Text)
{
    /// <summary>Creates the answer.</summary>
    public static LogAnswer Of(LogPart part) => new(part.Offset, part.Stream, part.Text);
}
