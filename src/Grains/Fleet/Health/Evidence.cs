using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Fleet.Health;

/// <summary>
/// The end of an attempt, or an attempt that runs and has outlived those that failed, as evidence for or against the
/// place where it ran.
/// </summary>
/// <param name="SweepId">The id of the sweep.</param>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Silo">The silo that it ran on.</param>
/// <param name="Device">The device that it computed on.</param>
/// <param name="Verdict">What it says; not <see cref="AttemptVerdict.Neutral"/>.</param>
/// <param name="Lived">How long the attempt ran, as far as the fleet has seen.</param>
/// <param name="Cause">The cause, if it failed.</param>
internal sealed record Evidence(
    string SweepId, int Trial, string Silo, string Device, AttemptVerdict Verdict, TimeSpan Lived, string Cause)
{
    /// <summary>Whether the attempt failed, for whatever cause.</summary>
    public bool IsBad => Verdict != AttemptVerdict.Succeeded;

    /// <summary>Whether the attempt failed beyond doubt by the fault of this place.</summary>
    public bool IsFaultOf(Place place) =>
        Verdict == (place.Gpu is null ? AttemptVerdict.NodeFault : AttemptVerdict.DeviceFault);
}
