namespace Experiments.Workloads;

/// <summary>
/// The loss is no longer a finite number, or gradients are as the trial's <c>stop_on</c> names; the trial would end the
/// same way again and is not retried.
/// </summary>
public sealed class TrialDivergedException : TrialDoomedException
{
    /// <summary>A metric is not finite.</summary>
    public TrialDivergedException(string metric, double value, long step)
        : base($"diverged at step {step}: {metric} is {value}") { }

    /// <summary>Something else is wrong, which <paramref name="cause"/> names.</summary>
    public TrialDivergedException(string cause, long step) : base($"stopped at step {step}: {cause}") { }
}
