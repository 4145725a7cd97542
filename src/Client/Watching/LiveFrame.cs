using System.Collections.Immutable;
using Experiments.Search.States;

namespace Experiments.Client.Watching;

/// <summary>What a terminal shows of a sweep at one moment, in text that fits it.</summary>
/// <param name="Header">The sweep.</param>
/// <param name="Columns">Titles and widths of the columns.</param>
/// <param name="Rows">Trials.</param>
/// <param name="More">How many running trials had no room, or null.</param>
/// <param name="Best">The best trial so far.</param>
/// <param name="Counts">How far the sweep is.</param>
/// <param name="Notice">What else is worth knowing, or null.</param>
internal sealed record LiveFrame(
    string Header,
    ImmutableArray<LiveFrame.Column> Columns,
    ImmutableArray<LiveFrame.Row> Rows,
    string? More,
    string Best,
    string Counts,
    string? Notice)
{
    /// <summary>A column of a fixed width in cells.</summary>
    public sealed record Column(string Title, int Width, bool Right = false);

    /// <summary>A trial: a cell for each column.</summary>
    public sealed record Row(ImmutableArray<string> Cells, TrialStatus Status, bool IsBest);
}
