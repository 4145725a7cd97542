namespace Experiments.Contracts.Faults;

/// <summary>The loss is no longer a finite number.</summary>
public sealed class TrialDivergedException(string metric, double value, long step)
    : TrialDoomedException($"diverged at step {step}: {metric} is {value}");
