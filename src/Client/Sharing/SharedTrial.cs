using Experiments.Client.Looking;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sharing;

/// <summary>All that is shared of a trial.</summary>
/// <param name="Sweep">Its sweep.</param>
/// <param name="Trial">The trial, with the newest value of each of its metrics.</param>
/// <param name="Alone">A sweep of it alone.</param>
/// <param name="Points">Its curves.</param>
/// <param name="Curves">The same as a PNG; null where there are too few to draw.</param>
/// <param name="Model">What it trained; null where that cannot be known here.</param>
internal sealed record SharedTrial(
    SweepDetail Sweep, TrialSummary Trial, SweepSpec Alone, IReadOnlyList<CurvePoint> Points, byte[]? Curves,
    SharedModel? Model)
{
    /// <summary>The module of one's own that it trained; null where it is another workload, or cannot be opened here.</summary>
    public OwnModel? Own { get; init; }

    /// <summary>Whether its numbers are the same when it is made again.</summary>
    public required bool Repeats { get; init; }
}
