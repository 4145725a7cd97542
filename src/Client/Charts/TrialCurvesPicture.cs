using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Client.Output;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;
using SkiaSharp;

namespace Experiments.Client.Charts;

/// <summary>Draws how one trial learned: its metrics by step, those of training and validation together.</summary>
internal static class TrialCurvesPicture
{
    private const int MostPanels = 4;
    private const float Width = 530, Height = 300, Gap = 18;

    /// <summary>Returns the picture as a PNG, or null if no metric has finite values at more than one step.</summary>
    /// <param name="subject">The trial's name, for the title.</param>
    /// <param name="sweep">The trial's sweep.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="points">The trial's curves.</param>
    public static byte[]? Draw(string subject, SweepDetail sweep, TrialSummary trial, IReadOnlyList<CurvePoint> points)
    {
        var panels = PanelsOf(sweep, points);
        if (panels.Count == 0) return null;
        var columns = Math.Min(panels.Count, 2);
        var rows = (panels.Count + 1) / 2;
        var parameters = Fields.From(trial.Assignment).ToShortText();
        var (sheet, box) = Picture.Begin(
            $"How {subject} learned", parameters, columns * (Width + Gap) - Gap, rows * Height);
        using (sheet)
        {
            for (var i = 0; i < panels.Count; i++)
                panels[i].Draw(sheet,
                    SKRect.Create(box.Left + i % 2 * (Width + Gap), box.Top + i / 2 * Height, Width, Height));
            return sheet.ToPng();
        }
    }

    private static List<LinePanel> PanelsOf(SweepDetail sweep, IEnumerable<CurvePoint> points)
    {
        var step = sweep.Spec.Workload is WorkloadSpec.BuiltIn ? "epoch" : "step";
        var groups =
            from point in points
            // Leaves out metrics of single layers, which are too many, and times, which do not show learning.
            where double.IsFinite(point.Value) && !point.Metric.Contains('/') && !MetricNames.IsWallClock(point.Metric)
            group point by Subject(point.Metric) into subject
            where subject.Select(point => point.Step).Distinct().Count() > 1
            orderby subject.Key != Subject(sweep.Summary.Metric), subject.Key == MetricNames.LearningRate, subject.Key
            select new LinePanel(subject.Key, step, subject.Key, [.. LinesOf(subject)], Steps: true);
        return [.. groups.Take(MostPanels)];
    }

    private static IEnumerable<Series> LinesOf(IEnumerable<CurvePoint> points) => points.GroupBy(point => point.Metric)
        .Select((metric, i) => new Series(
            metric.Key, [.. metric.Select(point => ((double)point.Step, point.Value))],
            Ink.Lines[i % Ink.Lines.Count]));

    /// <summary>
    /// Returns what a metric measures, without the data that it is measured on: <c>loss</c> for <c>train_loss</c> and
    /// <c>val_loss</c>.
    /// </summary>
    private static string Subject(string metric)
    {
        string[] places = ["train_", "val_", "valid_", "test_"];
        var place = places.FirstOrDefault(place => metric.StartsWith(place, StringComparison.Ordinal));
        return place is null ? metric : metric[place.Length..];
    }
}
