using Microsoft.Extensions.Time.Testing;

namespace Experiments.Grains.Tests.Support;

/// <summary>
/// A clock that counts the pauses that have begun, since one that begins after the clock was advanced would not end.
/// </summary>
internal sealed class CountedTime : FakeTimeProvider
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }
}
