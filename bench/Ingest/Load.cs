using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;

namespace Experiments.Ingest;

/// <summary>
/// The rows that every contender writes: the trials take turns, and each reports all its metrics for a step.
/// </summary>
/// <param name="SweepKey">The sweep of the trials.</param>
/// <param name="Trials">The number of running trials.</param>
/// <param name="RowsPerBatch">The number of metrics that each reports at once.</param>
/// <param name="Rows">The approximate total number of rows.</param>
internal sealed record Load(int SweepKey, int Trials, int RowsPerBatch, int Rows)
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch.AddYears(56);

    public ImmutableArray<MetricBatch> Batches()
    {
        var names = Enumerable.Range(0, RowsPerBatch).Select(i => $"metric_{i:000}").ToArray();
        var batches = ImmutableArray.CreateBuilder<MetricBatch>(Rows / RowsPerBatch);
        for (var step = 1L; batches.Count < Rows / RowsPerBatch; step++)
        {
            for (var trial = 0; trial < Trials && batches.Count < Rows / RowsPerBatch; trial++)
            {
                var points = ImmutableArray.CreateBuilder<MetricPoint>(RowsPerBatch);
                foreach (var name in names) points.Add(new MetricPoint(name, step, 1.0 / (step + trial)));
                batches.Add(
                    new MetricBatch(new TrialId(SweepKey, trial), 1, At.AddSeconds(step), points.MoveToImmutable()));
            }
        }

        return batches.ToImmutable();
    }
}
