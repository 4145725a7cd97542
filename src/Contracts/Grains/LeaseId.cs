namespace Experiments.Contracts.Grains;

/// <summary>Identity of a lease.</summary>
/// <param name="Fleet">Incarnation of the fleet that granted it.</param>
/// <param name="Number">Counts up within the incarnation.</param>
[GenerateSerializer, Immutable, Alias("experiments.lease-id")]
public readonly record struct LeaseId([property: Id(0)] Guid Fleet, [property: Id(1)] long Number);
