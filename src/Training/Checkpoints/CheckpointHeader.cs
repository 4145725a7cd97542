using Experiments.Training.Models;

namespace Experiments.Training.Checkpoints;

/// <summary>What a checkpoint says of itself.</summary>
/// <param name="Model">The model.</param>
/// <param name="Optimizer">Its optimizer's name.</param>
/// <param name="OptimizerSteps">Steps that it has taken.</param>
/// <param name="Progress">Where training was.</param>
internal sealed record CheckpointHeader(
    ModelDescription Model, string Optimizer, long OptimizerSteps, EpochProgress Progress);
