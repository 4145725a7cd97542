using Experiments.Training.Models;

namespace Experiments.Training.Workloads;

/// <summary>What a checkpoint says of itself.</summary>
/// <param name="Shape">The model's.</param>
/// <param name="Optimizer">Its name.</param>
/// <param name="OptimizerSteps">Steps that it has taken.</param>
/// <param name="Progress">Where training was.</param>
internal sealed record MlpCheckpointHeader(MlpShape Shape, string Optimizer, long OptimizerSteps, EpochProgress Progress);
