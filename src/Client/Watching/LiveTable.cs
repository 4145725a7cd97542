using System.Collections.Immutable;
using Experiments.Client.Output;
using Experiments.Search.States;
using Experiments.Storage.Queries;
using Spectre.Console;

namespace Experiments.Client.Watching;

/// <summary>
/// Lays out trials as a table with a column for each varying parameter, as many as the terminal has room for.
/// </summary>
/// <param name="metric">The name of the objective, or empty if there is none.</param>
/// <param name="trials">The texts of the trials.</param>
/// <param name="unicode">Whether the terminal supports characters beyond ASCII.</param>
internal sealed class LiveTable(string metric, TrialText trials, bool unicode)
{
    private const int WideTerminal = 100;
    private const int LongestValue = 24;

    /// <summary>Returns the columns that fit, and for each trial its cells in them.</summary>
    public (ImmutableArray<LiveFrame.Column> Columns, IEnumerable<ImmutableArray<string>> Rows) Of(
        IReadOnlyList<TrialSummary> shown, int width)
    {
        var bar = width >= WideTerminal ? 20 : 10;
        Filled[] before =
        [
            Fill("trial", shown.Select(trial => ShortText.Format(trial.Number)), right: true),
            Fill("status", shown.Select(trial => ShortText.Format(trial.Status)), least: "completed".Length),
        ];
        Filled[] after =
        [
            Fill("progress", shown.Select(trial => Progress(trial, bar))),
            .. metric.Length > 0
                ? [Fill(metric, shown.Select(Objective), right: true, most: LongestValue)]
                : Array.Empty<Filled>(),
        ];
        var left = width - before.Concat(after).Sum(filled => filled.Column.Width + LiveLayout.Gap) + LiveLayout.Gap;
        var columns = before.Concat(Parameters(shown, left)).Concat(after).ToList();
        var rows = Enumerable.Range(0, shown.Count)
            .Select(row => columns.Select(filled => filled.Cells[row]).ToImmutableArray());
        return ([.. columns.Select(filled => filled.Column)], rows);
    }

    // In the order of the sweep file, up to the first that does not fit.
    private IEnumerable<Filled> Parameters(IReadOnlyList<TrialSummary> shown, int left)
    {
        foreach (var parameter in trials.Varying)
        {
            var values = shown.Select(
                trial => trial.Assignment.TryGet(parameter.Name, out var value) ? ShortText.OfNarrow(value) : "");
            var filled = Fill(
                parameter.Name, values, right: TrialText.IsNumber(parameter.Distribution), most: LongestValue);
            if ((left -= filled.Column.Width + LiveLayout.Gap) < 0) yield break;
            yield return filled;
        }
    }

    private Filled Fill(
        string title, IEnumerable<string> cells, bool right = false, int least = 0, int most = int.MaxValue)
    {
        var all = cells.ToList();
        var needed = all.Append(title).Max(cell => cell.GetCellWidth());
        var width = Math.Min(Math.Max(needed, least), most);
        return new(
            new LiveFrame.Column(Fit.To(title, width, unicode), width, right),
            [.. all.Select(cell => Fit.To(cell, width, unicode))]);
    }

    private static string Objective(TrialSummary trial) =>
        (trial.Status == TrialStatus.Completed ? trial.Objective : trial.Latest) is { } value
            ? ShortText.Format(value)
            : "-";

    private string Progress(TrialSummary trial, int bar)
    {
        if (trial.Status.IsFinal())
            return ShortText.Format(trial.Elapsed);
        return trials.EpochsOf(trial) is { } epochs
            ? $"{EpochBar.Draw(trials.Fraction(trial)!.Value, bar, unicode)} {trial.Step ?? 0}/{epochs}"
            : $"step {trial.Step ?? 0}";
    }

    private sealed record Filled(LiveFrame.Column Column, ImmutableArray<string> Cells);
}
