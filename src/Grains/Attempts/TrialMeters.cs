using System.Collections.Concurrent;
using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Grains.Attempts;

/// <summary>
/// The latest values of the trials that run here, for live monitoring. The values of a trial are kept for five minutes
/// after its end, and if many trials end in that time, only those of the newest, so that what is exposed is bounded by
/// what runs. Thread-safe.
/// </summary>
public sealed class TrialMeters(TimeProvider time)
{
    /// <summary>How long a trial is shown after its end: 5 minutes, less the 15 s that a scrape may lag.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(15);

    /// <summary>The maximum number of ended trials that are shown: 50.</summary>
    public const int MostEnded = 50;

    private readonly ConcurrentDictionary<(string SweepId, int Trial), Live> _live = new();
    private readonly ConcurrentQueue<((string SweepId, int Trial) Key, Live Live)> _ended = new();

    /// <summary>The number of trials that are kept.</summary>
    internal int Count => _live.Count;

    /// <summary>Returns the trials to show now.</summary>
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
        // If nothing scrapes, only this call removes ended trials.
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
            // Another attempt of the trial may have begun here since; its values stay.
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
