using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Training.Workloads;

/// <summary>The result of an epoch.</summary>
/// <param name="Metrics">The metrics to report.</param>
/// <param name="ValidationLoss">The mean loss over the validation set.</param>
/// <param name="Health">The health of each layer's gradients, first to last.</param>
internal sealed record EpochResult(
    IEnumerable<KeyValuePair<string, double>> Metrics, double ValidationLoss,
    ImmutableArray<(string Layer, LayerHealth Health)> Health);
