using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Fleet.Health;

/// <summary>
/// What is thought of one place: it is used, in doubt, quarantined, or probed. Makes no calls, and its clock is the age
/// of the fleet.
/// </summary>
/// <param name="place">The place.</param>
internal sealed class PlaceStanding(Place place)
{
    /// <summary>The number of attempts that train after which earlier quarantines are forgotten.</summary>
    private const int Forgiving = 20;

    private int _offences;
    private int _trained;

    /// <summary>The lease that is in use while the place is in doubt, or null if none.</summary>
    private LeaseId? _only;

    /// <summary>When an attempt last failed here.</summary>
    private TimeSpan _failedAt;

    /// <summary>The place.</summary>
    public Place Place => place;

    /// <summary>The quarantine, or null if the place is used.</summary>
    public Quarantine? Quarantine { get; private set; }

    /// <summary>The suspicion, as last weighed.</summary>
    public Suspicion Suspicion { get; set; }

    /// <summary>Continues a quarantine that an earlier activation of the fleet has begun.</summary>
    public void Adopt(PlaceHealth known, TimeSpan now)
    {
        _offences = known.Offences;
        Quarantine = Quarantine.Begin(known.Offences, now, TimeSpan.Zero, known.Reason) with
        {
            Until = now + known.Left,
        };
    }

    /// <summary>
    /// Records how an attempt ended here. Returns what follows for a place that is quarantined, or null if nothing.
    /// </summary>
    /// <param name="lease">The lease of the attempt.</param>
    /// <param name="one">How it ended, or null if that says nothing.</param>
    /// <param name="isBadTrial">Whether the trial has failed in a place that works.</param>
    /// <param name="now">The age of the fleet.</param>
    public HealthStep? Ended(LeaseId lease, Evidence? one, bool isBadTrial, TimeSpan now)
    {
        if (_only == lease) _only = null;
        if (one?.IsBad == true) _failedAt = now;
        if (Quarantine is null)
        {
            if (one?.IsBad == false && ++_trained >= Forgiving) _offences = 0;
            return null;
        }

        if (Quarantine.Probe != lease) return null;
        Quarantine = Quarantine with { Probe = null };
        if (one is null) return null;
        if (isBadTrial && !one.IsFaultOf(place))
        {
            Quarantine = Quarantine with { Until = now + Quarantine.Backoff(1) };
            return null;
        }

        if (!one.IsBad) return Release();
        return Begin(now, one.Lived, $"a trial failed that probed it, with: {Causes.Shorten(one.Cause)}");
    }

    /// <summary>Quarantines the place, for longer than the last time.</summary>
    public HealthStep Begin(TimeSpan now, TimeSpan longest, string reason)
    {
        Quarantine = Quarantine.Begin(++_offences, now, longest, reason);
        (Suspicion, _only) = (default, null);
        return HealthStep.Quarantined;
    }

    /// <summary>Uses the place again.</summary>
    public HealthStep Release()
    {
        (Quarantine, Suspicion, _trained, _only) = (null, default, 0, null);
        return HealthStep.Released;
    }

    /// <summary>Returns whether nothing may be granted here now, or only one lease.</summary>
    /// <param name="holds">Whether a lease is still in use, or on its way.</param>
    /// <param name="isNeeded">Whether no other place could be used instead.</param>
    /// <param name="now">The age of the fleet.</param>
    public (bool Closed, bool Doubted) Limit(Func<LeaseId, bool> holds, bool isNeeded, TimeSpan now)
    {
        if (Quarantine is { } quarantine)
        {
            if (quarantine.Probe is { } probe)
            {
                if (holds(probe)) return (true, true);
                Quarantine = quarantine with { Probe = null };
            }

            return (now < quarantine.Until && !isNeeded, true);
        }

        if (Suspicion.Doubt < Suspicion.Caution || isNeeded) return (false, false);
        if (_only is { } only && !holds(only)) _only = null;
        return (_only is not null || now < _failedAt + Pause, true);
    }

    /// <summary>Records that a lease was granted here. Returns whether it is a new probe.</summary>
    public bool Granted(LeaseId lease)
    {
        if (Quarantine is { Probe: null })
        {
            Quarantine = Quarantine with { Probe = lease };
            return true;
        }

        if (Suspicion.Doubt >= Suspicion.Caution) _only = lease;
        return false;
    }

    /// <summary>How long a place in doubt is left alone after a failure: half a second, doubled, up to 8 s.</summary>
    private TimeSpan Pause => TimeSpan.FromSeconds(Math.Min(8, 0.5 * Math.Pow(2, Math.Min(Suspicion.Failures - 2, 8))));
}
