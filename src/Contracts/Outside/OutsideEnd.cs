namespace Experiments.Contracts.Outside;

/// <summary>The ways in which a worker outside the cluster ends its attempt at a trial.</summary>
[GenerateSerializer, Alias("experiments.outside-end")]
public enum OutsideEnd
{
    /// <summary>The trial has its objective.</summary>
    Completed,

    /// <summary>It failed; it is tried again up to <c>max_restarts</c> times.</summary>
    Failed,

    /// <summary>The worker has to leave; another one takes the trial, which costs no restart.</summary>
    Released,
}
