namespace Experiments.Training.Workloads;

/// <summary>How well a model does on a set.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share classified right, 0 to 1.</param>
internal readonly record struct Score(double Loss, double Accuracy);
