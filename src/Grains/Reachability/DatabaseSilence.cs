using System.Diagnostics.Metrics;

namespace Experiments.Grains.Reachability;

/// <summary>How long the database has not answered, which is also a metric.</summary>
internal sealed class DatabaseSilence
{
    private readonly TimeProvider _time;
    private long _heardAt;

    public DatabaseSilence(IMeterFactory factory, TimeProvider time)
    {
        _time = time;
        _heardAt = time.GetTimestamp();
        factory.Create("Experiments").CreateObservableGauge(
            "experiments.database.silence", () => Length.TotalSeconds, "s",
            "Time since the database last recorded this silo's sign of life, which is sent every few seconds.");
    }

    /// <summary>The time since the database last answered.</summary>
    public TimeSpan Length => _time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>Records that the database has answered.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, _time.GetTimestamp());
}
