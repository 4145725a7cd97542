using System.Diagnostics.Metrics;

namespace Experiments.Grains.Sweeps;

/// <summary>What sweeps measure of themselves.</summary>
internal sealed class SweepMeters
{
    private readonly Histogram<double> _decision;
    private readonly Counter<long> _attemptsLost;

    public SweepMeters(IMeterFactory factory)
    {
        var meter = factory.Create("Experiments");
        _decision = meter.CreateHistogram<double>(
            "experiments.decision.duration", "s", "Time from telling a sweep something to its decision being committed.",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] });
        _attemptsLost = meter.CreateCounter<long>(
            "experiments.attempts.lost", null, "Attempts whose node was lost.");
    }

    public void Decided(TimeSpan after) => _decision.Record(after.TotalSeconds);

    public void AttemptLost() => _attemptsLost.Add(1);
}
