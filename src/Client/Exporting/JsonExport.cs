using System.Globalization;
using Experiments.Client.Output;
using Experiments.Storage.Queries;

namespace Experiments.Client.Exporting;

/// <summary>
/// Writes <c>sweep.json</c>, and for each trial a <c>trial-N.json</c> with its parameters and its curves: for each
/// metric an object that maps steps to values.
/// </summary>
internal static class JsonExport
{
    public static async Task WriteAsync(SweepExport export, string folder)
    {
        Directory.CreateDirectory(folder);
        var trained = export.Trials.Aggregate(TimeSpan.Zero, (sum, trial) => sum + trial.Elapsed);
        var sweep = JsonText.OfObject(SweepColumns.Create([], trained).Columns, export.Sweep);
        await File.WriteAllTextAsync(Path.Combine(folder, "sweep.json"), sweep + "\n");
        foreach (var trial in export.Trials)
        {
            var curves = CurvesOf(await export.CurvesAsync(trial.Number));
            var columns = TrialColumns.Create(export.Sweep).Add(new("curves", _ => curves));
            var text = JsonText.OfObject(columns, trial);
            await File.WriteAllTextAsync(Path.Combine(folder, $"trial-{trial.Number}.json"), text + "\n");
        }
    }

    private static Fields CurvesOf(IEnumerable<CurvePoint> points) => new(
    [
        .. points.GroupBy(point => point.Metric).Select(metric => KeyValuePair.Create(metric.Key, (object?)new Fields(
        [
            .. metric.Select(point =>
                KeyValuePair.Create(point.Step.ToString(CultureInfo.InvariantCulture), (object?)point.Value)),
        ]))),
    ]);
}
