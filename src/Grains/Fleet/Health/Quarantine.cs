using Experiments.Contracts.Grains;

namespace Experiments.Grains.Fleet.Health;

/// <summary>
/// A place that is not used until some time, and then for one attempt after the other until one of them trains.
/// </summary>
/// <param name="Offences">How often it was quarantined without being used in between, ≥ 1.</param>
/// <param name="Until">The time from which it is probed.</param>
/// <param name="Survival">A probe that runs for longer shows that the place works.</param>
/// <param name="Reason">Why, as a message for people.</param>
internal sealed record Quarantine(int Offences, TimeSpan Until, TimeSpan Survival, string Reason)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The lease of the attempt that probes it, or null if there is none.</summary>
    public LeaseId? Probe { get; init; }

    /// <summary>Returns the quarantine of a place that is sick now.</summary>
    /// <param name="offences">How often it was quarantined, this time included.</param>
    /// <param name="now">The age of the fleet.</param>
    /// <param name="longest">How long the longest of the attempts ran that failed.</param>
    /// <param name="reason">Why, as a message for people.</param>
    public static Quarantine Begin(int offences, TimeSpan now, TimeSpan longest, string reason)
    {
        var survival = longest * 3;
        return new(offences, now + Backoff(offences), survival > Shortest ? survival : Shortest, reason);
    }

    /// <summary>Returns how long a place is not used: one minute, doubled each time, up to an hour.</summary>
    public static TimeSpan Backoff(int offences)
    {
        var backoff = Shortest * Math.Pow(2, Math.Min(offences - 1, 10));
        return backoff < Longest ? backoff : Longest;
    }
}
