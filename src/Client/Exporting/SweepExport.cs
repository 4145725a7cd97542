using Experiments.Storage.Queries;

namespace Experiments.Client.Exporting;

/// <summary>The data to export: a sweep, its trials, and each trial's curves, which are read on demand.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Trials">All its trials, by number.</param>
/// <param name="CurvesAsync">Reads the points of one trial, by metric and step.</param>
internal sealed record SweepExport(
    SweepDetail Sweep, IReadOnlyList<TrialSummary> Trials, Func<int, Task<IReadOnlyList<CurvePoint>>> CurvesAsync);
