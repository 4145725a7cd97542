using Experiments.Contracts.Grains.Health;

namespace Experiments.Grains.Fleet.Health;

/// <summary>
/// How likely it is that a place is sick, from how attempts ended there and elsewhere: a cumulative sum test (Page,
/// <i>Continuous inspection schemes</i>, Biometrika 1954) of "nearly everything fails here" against "trials fail here
/// as often as elsewhere". Each trial counts by what is known of it. One that failed here and trained elsewhere speaks
/// against the place, as strongly as that is rare among the other places. One that failed elsewhere too says nothing:
/// it is a bad trial. One that was tried nowhere else speaks against the place as strongly as failures of trials of its
/// sweep are rare elsewhere. Trials of a sweep that has worked nowhere say nothing: its program may be broken. A trial
/// that trained here speaks for the place.
/// </summary>
/// <param name="Score">The logarithm of how much likelier it is that the place is sick, from 0.</param>
/// <param name="Doubt">The same if sweeps that have worked nowhere yet are assumed to work.</param>
/// <param name="Sure">The score if only faults beyond doubt count.</param>
/// <param name="Failures">How many different trials failed since there was no suspicion.</param>
/// <param name="Longest">How long the longest of these attempts ran.</param>
/// <param name="Cause">The cause of the latest of them.</param>
internal readonly record struct Suspicion(
    double Score, double Doubt, double Sure, int Failures, TimeSpan Longest, string Cause)
{
    /// <summary>
    /// The score from which a place is quarantined. It is this high because a large pool has many places, and each
    /// attempt may be the first of a sickness.
    /// </summary>
    public const double Threshold = 14;

    /// <summary>The doubt from which a place is used for one attempt at a time, until more is known.</summary>
    public const double Caution = 2.5;

    /// <summary>The weight of a fault beyond doubt: two of different trials are enough.</summary>
    private const double SureWeight = 7.5;

    /// <summary>The likelihood that an attempt fails in a place that is sick.</summary>
    private const double Sick = 0.9;

    /// <summary>Weighs the evidence for and against a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="here">How attempts ended in the place, the oldest first.</param>
    /// <param name="elsewhere">
    /// How attempts ended elsewhere, in places that are not quarantined, and which attempts have run there for long.
    /// </param>
    /// <param name="isDoubted">Whether something happened in a place that is in doubt itself.</param>
    public static Suspicion Weigh(
        Place place, IReadOnlyList<Evidence> here, IReadOnlyList<Evidence> elsewhere, Func<Evidence, bool> isDoubted)
    {
        if (!here.Any(one => one.IsBad)) return default;
        var rates = elsewhere.GroupBy(one => one.SweepId)
            .ToDictionary(sweep => sweep.Key, sweep => Rates.Of(sweep, isDoubted));
        var workedHere = here.Where(one => !one.IsBad).Select(one => one.SweepId).ToHashSet();
        var counted = new HashSet<(string, int)>();
        Suspicion sum = default;
        foreach (var one in here)
        {
            var rate = rates.GetValueOrDefault(one.SweepId) ?? Rates.Unknown;
            if (!one.IsBad)
            {
                var good = Math.Log((1 - Sick) / (1 - rate.Failing));
                sum = sum.Plus(good, good, good);
            }
            else if (counted.Add((one.SweepId, one.Trial)))
            {
                var sure = one.IsFaultOf(place) ? SureWeight : 0;
                var doubt = sure > 0 ? sure : one.Verdict == AttemptVerdict.Failed ? rate.Against(one.Trial) : 0;
                var works = sure > 0 || rate.Works || workedHere.Contains(one.SweepId);
                sum = sum.Plus(works ? doubt : 0, doubt, sure).With(one);
            }
        }

        return sum;
    }

    private Suspicion Plus(double score, double doubt, double sure)
    {
        var next = this with
        {
            Score = Math.Max(0, Score + score),
            Doubt = Math.Max(0, Doubt + doubt),
            Sure = Math.Max(0, Sure + sure),
        };
        return next.Doubt > 0 ? next : default;
    }

    private Suspicion With(Evidence failed) => this with
    {
        Failures = Failures + 1,
        Longest = failed.Lived > Longest ? failed.Lived : Longest,
        Cause = failed.Cause,
    };

    /// <summary>How trials of one sweep fared elsewhere.</summary>
    private sealed class Rates
    {
        public static readonly Rates Unknown = new() { Failing = Above(1, 4), Differing = Above(0.5, 10) };

        private readonly Dictionary<int, Fate> _trials = [];

        /// <summary>How often a trial failed, whether or not it trained somewhere else.</summary>
        public double Failing { get; private init; }

        /// <summary>How often a trial failed in one place and trained in another.</summary>
        public double Differing { get; private init; }

        /// <summary>Whether a trial trained.</summary>
        public bool Works { get; private init; }

        public static Rates Of(IEnumerable<Evidence> evidence, Func<Evidence, bool> isDoubted)
        {
            var trials = new Dictionary<int, Fate>();
            foreach (var one in evidence)
            {
                trials[one.Trial] = trials.GetValueOrDefault(one.Trial)
                    | (!one.IsBad ? Fate.Trained : isDoubted(one) ? Fate.FailedInDoubt : Fate.Failed);
            }

            // A failure in a place that is in doubt says little of a trial that trained in another one.
            var failed = trials.Values.Count(trial => trial.HasFlag(Fate.Failed) || trial == Fate.FailedInDoubt);
            var differed = trials.Values.Count(trial => trial.HasFlag(Fate.Failed | Fate.Trained));
            return new(trials)
            {
                // Before anything is known, one trial in four fails, and one in twenty fails by chance.
                Failing = Above(failed + 1.0, trials.Count + 4),
                Differing = Above(differed + 0.5, trials.Count + 10),
                Works = trials.Values.Any(trial => trial.HasFlag(Fate.Trained)),
            };
        }

        /// <summary>Returns how strongly the failure of a trial speaks against the place where it failed.</summary>
        public double Against(int trial) => _trials.GetValueOrDefault(trial) switch
        {
            var fate when fate.HasFlag(Fate.Trained) => Math.Log(Sick / Math.Min(Differing, Failing)),
            Fate.Untried => Math.Log(Sick / Failing),
            _ => 0,
        };

        // The mean of a beta distribution, and one and a half of its standard deviations more: how often trials fail is
        // known badly as long as few were tried, and must not be taken for too little.
        private static double Above(double failed, double tried)
        {
            var mean = failed / tried;
            return Math.Min(0.8, mean + 1.5 * Math.Sqrt(mean * (1 - mean) / (tried + 1)));
        }

        private Rates(Dictionary<int, Fate> trials) => _trials = trials;

        private Rates() { }
    }

    /// <summary>What happened to a trial in other places.</summary>
    [Flags]
    private enum Fate
    {
        Untried = 0,
        Trained = 1,
        Failed = 2,
        FailedInDoubt = 4,
    }
}
