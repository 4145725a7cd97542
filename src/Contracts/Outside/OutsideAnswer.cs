namespace Experiments.Contracts.Outside;

/// <summary>The answer to a message of a worker outside the cluster.</summary>
/// <param name="GoesOn">Whether the attempt goes on; otherwise it is over, and its end is committed.</param>
[GenerateSerializer, Immutable, Alias("experiments.outside-answer")]
public sealed record OutsideAnswer([property: Id(0)] bool GoesOn);
