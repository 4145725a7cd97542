namespace Experiments.Workloads;

/// <summary>
/// The exception for a loss that is no longer finite, or for gradients in a state that the trial's <c>stop_on</c>
/// lists. The trial would end the same way again and is not retried.
/// </summary>
public sealed class TrialDivergedException : TrialDoomedException
{
    /// <summary>Creates the exception for a metric that is not finite.</summary>
    public TrialDivergedException(string metric, double value, long step)
        : base($"diverged at step {step}: {metric} is {value}") { }

    /// <summary>Creates the exception for another cause, given by <paramref name="cause"/>.</summary>
    public TrialDivergedException(string cause, long step) : base($"stopped at step {step}: {cause}") { }
}
