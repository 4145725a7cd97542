namespace Experiments.Contracts.Grains;

/// <summary>The identity of a lease.</summary>
/// <param name="Fleet">The incarnation of the fleet that granted it.</param>
/// <param name="Number">A number that increases within the incarnation.</param>
[GenerateSerializer, Immutable, Alias("experiments.lease-id")]
public readonly record struct LeaseId([property: Id(0)] Guid Fleet, [property: Id(1)] long Number);
