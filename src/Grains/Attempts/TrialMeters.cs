using System.Collections.Concurrent;
using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Grains.Attempts;

/// <summary>
/// The latest values of the trials that run here, for whoever watches live. A trial's are kept for five minutes after
/// its end, and of many that end in that time only the newest, so that what is exposed is bounded by what runs. Safe
/// for any thread.
/// </summary>
public sealed class TrialMeters(TimeProvider time)
{
    /// <summary>How long a trial is shown after its end: 5 minutes, less what a scrape may lag.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(15);

    /// <summary>How many trials are shown at most that have ended: 50.</summary>
    public const int MostEnded = 50;

    private readonly ConcurrentDictionary<(string SweepId, int Trial), Live> _live = new();
    private readonly ConcurrentQueue<((string SweepId, int Trial) Key, Live Live)> _ended = new();

    /// <summary>How many trials are kept.</summary>
    internal int Count => _live.Count;

    /// <summary>The trials to show now.</summary>
    public IEnumerable<LiveTrial> Current()
    {
        Prune();
        return _live.Select(pair =>
            new LiveTrial(pair.Key.SweepId, pair.Value.Sweep, pair.Key.Trial, pair.Value.Epoch, pair.Value.Values));
    }

    internal void Reported(string sweepId, string sweep, int trial, ImmutableArray<MetricPoint> points)
    {
        if (points.IsEmpty) return;
        _live.AddOrUpdate(
            (sweepId, trial),
            _ => new Live(sweep, 0, ImmutableSortedDictionary<string, double>.Empty, null).With(points),
            (_, live) => live.With(points));
    }

    internal void Ended(string sweepId, int trial)
    {
        // Where nobody scrapes, this is what keeps the dead from piling up.
        Prune();
        var key = (sweepId, trial);
        if (!_live.TryGetValue(key, out var live)) return;
        var ended = live with { Ended = time.GetTimestamp() };
        if (_live.TryUpdate(key, ended, live)) _ended.Enqueue((key, ended));
    }

    private void Prune()
    {
        while (_ended.TryPeek(out var oldest)
            && (_ended.Count > MostEnded || time.GetElapsedTime(oldest.Live.Ended!.Value) >= Retention))
        {
            // Another attempt of the trial may have begun here since; its values are not those that ended.
            if (_ended.TryDequeue(out var ended)) _live.TryRemove(new(ended.Key, ended.Live));
        }
    }

    private sealed record Live(string Sweep, long Epoch, ImmutableSortedDictionary<string, double> Values, long? Ended)
    {
        public Live With(ImmutableArray<MetricPoint> points) => this with
        {
            Epoch = points.Max(point => point.Step),
            Values = Values.SetItems(points.Select(point => KeyValuePair.Create(point.Metric, point.Value))),
            Ended = null,
        };
    }
}
