using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Measures what a sweep uses of its budget, and tells the search while trials run. The time counts while at least one
/// trial runs and no user has paused the sweep; what was not recorded when a silo died does not count. Device hours are
/// those of the database, which <c>show</c> also reads, so that no death of a silo loses any. Runs on its owner's
/// scheduler and is not thread-safe.
/// </summary>
internal sealed partial class BudgetMeter
{
    /// <summary>The longest and shortest time between two measurements.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private readonly DecisionPump _pump;
    private readonly ISweepStore _store;
    private readonly IOutages _outages;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private TimeSpan _counted;
    private long? _countsSince;
    private Task _measuring = Task.CompletedTask;

    public BudgetMeter(
        DecisionPump pump, ISweepStore store, IOutages outages, TimeProvider time, ILogger log)
    {
        (_pump, _store, _outages, _time, _log) = (pump, store, outages, time, log);
        if (pump.State.Spending is not { } spending) return;
        _counted = TimeSpan.FromSeconds(spending.Seconds);
        pump.Committed += _ => Follow();
    }

    private bool IsMeasured => _pump is
    {
        IsClosed: false,
        IsBroken: false,
        State:
        {
            Running.IsEmpty: false,
            Spending: { UsedUp: null, Limits: { Seconds: not null } or { DeviceHours: not null } },
        },
    };

    /// <summary>Counts the time according to the committed state, and measures while there is something to.</summary>
    public void Follow()
    {
        Count();
        if (!IsMeasured || !_measuring.IsCompleted) return;
        _measuring = MeasureAsync();
        _measuring.Ignore();
    }

    private void Count()
    {
        var now = _time.GetTimestamp();
        if (_countsSince is { } since) _counted += _time.GetElapsedTime(since, now);
        _countsSince = _pump.State is { Running.IsEmpty: false, IsHeld: false } ? now : null;
    }

    private async Task MeasureAsync()
    {
        // The commit that is being told comes first.
        await Task.Yield();
        while (IsMeasured)
        {
            var next = Longest;
            try
            {
                next = await MeasureOnceAsync();
            }
            catch (Exception failure)
            {
                if (!_outages.Explain(failure, "budgets"))
                    LogNotMeasured(_pump.Sweep.Spec.Name, Causes.InBrief(failure));
            }

            await Task.Delay(next, _time);
        }
    }

    /// <summary>Measures, and returns when to do so again.</summary>
    private async Task<TimeSpan> MeasureOnceAsync()
    {
        var limits = _pump.State.Spending!.Limits;
        var needs = _pump.Sweep.Spec.Resources;
        double? hours = limits.DeviceHours is null
            ? null
            : needs.DeviceHours(await _store.TrainedAsync(_pump.Sweep.Id, CancellationToken.None));
        Count();
        await _pump.TellAsync(new SearchEvent.UseMeasured(
            limits.Seconds is null ? null : _counted.TotalSeconds, hours));
        // Each trial that runs uses one hour of its devices an hour.
        var each = needs.DeviceHours(TimeSpan.FromSeconds(Math.Max(1, _pump.State.Running.Count)));
        var left = Math.Min(
            limits.Seconds - _counted.TotalSeconds ?? double.PositiveInfinity,
            (limits.DeviceHours - hours) / each ?? double.PositiveInfinity);
        return TimeSpan.FromSeconds(Math.Clamp(left, Shortest.TotalSeconds, Longest.TotalSeconds));
    }

    [LoggerMessage(
        1, LogLevel.Warning, "What {Sweep} uses of its budget was not measured; this is tried again: {Cause}")]
    private partial void LogNotMeasured(string sweep, string cause);
}
