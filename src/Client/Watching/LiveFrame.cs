using System.Collections.Immutable;
using Experiments.Search.States;

namespace Experiments.Client.Watching;

/// <summary>The text that a terminal shows of a sweep at one moment, fitted to its size.</summary>
/// <param name="Header">The line that describes the sweep.</param>
/// <param name="Columns">The titles and widths of the columns.</param>
/// <param name="Rows">The trials.</param>
/// <param name="More">The line that counts the unfinished trials that do not fit, or null if all fit.</param>
/// <param name="Best">The line for the best trial so far.</param>
/// <param name="Counts">The line for the sweep's progress.</param>
/// <param name="Notice">A further notice, or null if there is none.</param>
internal sealed record LiveFrame(
    string Header,
    ImmutableArray<LiveFrame.Column> Columns,
    ImmutableArray<LiveFrame.Row> Rows,
    string? More,
    string Best,
    string Counts,
    string? Notice)
{
    /// <summary>A column with a fixed width in cells.</summary>
    public sealed record Column(string Title, int Width, bool Right = false);

    /// <summary>A trial, with a cell for each column.</summary>
    public sealed record Row(ImmutableArray<string> Cells, TrialStatus Status, bool IsBest);
}
