namespace Experiments.Contracts.Outside;

/// <summary>The request of a worker outside the cluster for a trial.</summary>
[GenerateSerializer, Immutable, Alias("experiments.outside-claim")]
public sealed record OutsideClaim
{
    /// <summary>
    /// A text that the worker has made up for this request. If it asks again with the same one, because it has heard no
    /// answer, it gets the same trial.
    /// </summary>
    [Id(0)] public required string Id { get; init; }
}
