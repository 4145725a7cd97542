namespace Experiments.Training.Workloads;

/// <summary>The performance of a model on a set.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share of examples that were classified correctly, 0 to 1.</param>
internal readonly record struct Score(double Loss, double Accuracy);
