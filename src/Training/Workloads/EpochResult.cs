using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Training.Workloads;

/// <summary>What an epoch has come to.</summary>
/// <param name="Metrics">What is reported.</param>
/// <param name="ValidationLoss">Mean loss over the validation set.</param>
/// <param name="Health">How the gradients of each layer were, first to last.</param>
internal sealed record EpochResult(
    IEnumerable<KeyValuePair<string, double>> Metrics, double ValidationLoss,
    ImmutableArray<(string Layer, LayerHealth Health)> Health);
