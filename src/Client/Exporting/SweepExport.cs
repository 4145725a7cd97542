using Experiments.Storage.Queries;

namespace Experiments.Client.Exporting;

/// <summary>What is exported: a sweep, its trials, and the curves of each when they are asked for.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Trials">All of its trials, by number.</param>
/// <param name="CurvesAsync">The points of one trial, by metric and step.</param>
internal sealed record SweepExport(
    SweepDetail Sweep, IReadOnlyList<TrialSummary> Trials, Func<int, Task<IReadOnlyList<CurvePoint>>> CurvesAsync);
