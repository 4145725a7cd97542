using System.Diagnostics.Metrics;

namespace Experiments.Grains.Supervision;

/// <summary>The metric of how long the database has not answered.</summary>
internal sealed class SupervisionMeters
{
    private readonly TimeProvider _time;
    private long _heardAt;

    public SupervisionMeters(IMeterFactory factory, TimeProvider time)
    {
        _time = time;
        _heardAt = time.GetTimestamp();
        factory.Create("Experiments").CreateObservableGauge(
            "experiments.database.silence", () => Silence.TotalSeconds, "s",
            "Time since the database last recorded this silo's sign of life, which is sent every few seconds.");
    }

    /// <summary>The time since the database last answered.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>Records that the database has answered.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, _time.GetTimestamp());
}
