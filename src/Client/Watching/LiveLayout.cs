using Experiments.Changes.Sweeps;
using Experiments.Client.Output;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>
/// Lays out a view for a terminal: first the unfinished trials, then the ended ones, the latest first, as many as fit.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="trials">The texts of its trials.</param>
/// <param name="unicode">Whether the terminal supports characters beyond ASCII.</param>
internal sealed class LiveLayout(SweepDetail sweep, TrialText trials, bool unicode)
{
    /// <summary>The number of cells between two columns.</summary>
    public const int Gap = 2;

    /// <summary>The smallest width, in cells, of a terminal that has room for a table.</summary>
    public const int LeastWidth = 60;

    /// <summary>The smallest height, in lines, of a terminal that has room for a table.</summary>
    public const int LeastHeight = 12;

    // Header, titles, best, counts, three blank lines around them, and the line of the cursor.
    private const int OtherLines = 8;

    private readonly LiveTable _table = new(sweep.Spec.Metric, trials, unicode);
    private readonly int? _total = SweepPlan.TrialsOf(sweep.Spec);

    /// <summary>Returns the frame of a view.</summary>
    /// <param name="view">The current view.</param>
    /// <param name="ended">The ended trials, the latest first.</param>
    /// <param name="width">The width in cells, at least <see cref="LeastWidth"/> - 1.</param>
    /// <param name="height">The height in lines, at least <see cref="LeastHeight"/>.</param>
    public LiveFrame Of(SweepView view, IEnumerable<TrialSummary> ended, int width, int height)
    {
        var room = height - OtherLines - (view.Notice is null ? 0 : 1);
        var unfinished = view.Unfinished.OrderBy(trial => trial.Status).ToList();
        var hidden = unfinished.Count > room ? unfinished.Count - (room - 1) : 0;
        var shown = unfinished.SkipLast(hidden).Concat(ended).Take(hidden > 0 ? room - 1 : room).ToList();
        var (columns, rows) = _table.Of(shown, width);
        return new LiveFrame(
            Fit.To(Header(view.Summary), width, unicode),
            columns,
            [
                .. shown.Zip(rows, (trial, cells) =>
                    new LiveFrame.Row(cells, trial.Status, trial.Number == view.Summary.BestTrial)),
            ],
            hidden > 0 ? $"and {hidden} more running or waiting" : null,
            Fit.To(BestLine(view), width, unicode),
            Fit.To(LiveCounts.Format(view, Pace.Measure(_total, view, trials)), width, unicode),
            view.Notice is null ? null : Fit.To(view.Notice, width, unicode));
    }

    private string Header(SweepSummary summary)
    {
        var reason = summary.Reason is null ? "" : $": {summary.Reason}";
        string[] parts =
        [
            summary.Name, summary.Id, ShortText.Format(sweep.Spec.Search.Method),
            sweep.Spec.HasObjective ? ObjectiveText.Describe(sweep.Spec) : "no objective",
            $"{summary.Shown()}{reason}",
        ];
        return string.Join("  ", parts);
    }

    private string BestLine(SweepView view) => view.Best is { Objective: not null } best
        ? $"best    trial {best.Number}  {ObjectiveText.Of(sweep.Spec, best)}"
            + (TrialColumns.Violation(best.Violation) is { } violation ? $", {violation} outside of limits" : "") + "  "
            + trials.Parameters(best)
        : sweep.Spec.HasObjective ? "best    none yet" : "best    none, since there is no metric";
}
