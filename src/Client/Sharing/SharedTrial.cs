using Experiments.Client.Looking;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sharing;

/// <summary>The parts of a trial that are shared.</summary>
/// <param name="Sweep">The trial's sweep.</param>
/// <param name="Trial">The trial, with the newest value of each of its metrics.</param>
/// <param name="Alone">A sweep of this trial alone.</param>
/// <param name="Points">The points of its curves.</param>
/// <param name="Curves">The curves as a PNG, or null if there are too few points to draw.</param>
/// <param name="Model">The network that it trained, or null if it is not of a built-in workload with a network.</param>
internal sealed record SharedTrial(
    SweepDetail Sweep, TrialSummary Trial, SweepSpec Alone, IReadOnlyList<CurvePoint> Points, byte[]? Curves,
    SharedModel? Model)
{
    /// <summary>
    /// The user-defined module that it trained, or null if it has another workload, or if the module cannot be opened
    /// on this machine.
    /// </summary>
    public OwnModel? Own { get; init; }

    /// <summary>The files that its program left.</summary>
    public IReadOnlyList<ArtifactSummary> Artifacts { get; init; } = [];

    /// <summary>Whether its numbers are the same when it is trained again.</summary>
    public required bool Repeats { get; init; }
}
