namespace Experiments.Contracts.Faults;

/// <summary>The loss is no longer a finite number; the trial would end the same way again and is not retried.</summary>
public sealed class TrialDivergedException(string metric, double value, long step)
    : Exception($"diverged at step {step}: {metric} is {value}");
