using Experiments.Training.Models;

namespace Experiments.Training.Checkpoints;

/// <summary>The header of a checkpoint.</summary>
/// <param name="Model">The description of the model.</param>
/// <param name="Optimizer">The optimizer's name.</param>
/// <param name="OptimizerSteps">The number of steps that the optimizer has performed.</param>
/// <param name="Progress">The progress of the training.</param>
internal sealed record CheckpointHeader(
    ModelDescription Model, string Optimizer, long OptimizerSteps, EpochProgress Progress);
