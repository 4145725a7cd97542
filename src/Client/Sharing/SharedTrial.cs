using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sharing;

/// <summary>All that is shared of a trial.</summary>
/// <param name="Sweep">Its sweep.</param>
/// <param name="Trial">The trial, with the newest value of each of its metrics.</param>
/// <param name="Alone">A sweep of it alone.</param>
/// <param name="Points">Its curves.</param>
/// <param name="Model">What it trained; null where that cannot be known here.</param>
internal sealed record SharedTrial(
    SweepDetail Sweep, TrialSummary Trial, SweepSpec Alone, IReadOnlyList<CurvePoint> Points, SharedModel? Model)
{
    /// <summary>The trial as people call it.</summary>
    public string Name => $"trial {Trial.Number} of {Sweep.Summary.Name}";
}
