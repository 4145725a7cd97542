using Experiments.Client.Output;
using Experiments.Storage.Queries;

namespace Experiments.Client.Exporting;

/// <summary>
/// Writes <c>trials.csv</c>, with a row for each trial, and <c>curves.csv</c>, with a row for each point of each
/// trial's curves.
/// </summary>
internal static class CsvExport
{
    public static async Task WriteAsync(SweepExport export, string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "trials.csv"), CsvText.Write(TrialColumns.Create(export.Sweep), export.Trials));
        await using var curves = File.CreateText(Path.Combine(folder, "curves.csv"));
        await curves.WriteAsync(CsvText.Write(CurveColumns.All, Array.Empty<CurvePoint>()));
        foreach (var trial in export.Trials)
            await curves.WriteAsync(CsvText.RowsOf(CurveColumns.All, await export.CurvesAsync(trial.Number)));
    }
}
