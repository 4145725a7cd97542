namespace Experiments.Grains.Placement;

/// <summary>The strategy of <see cref="LeasedSiloPlacementAttribute"/>. It has no state.</summary>
[GenerateSerializer, Immutable, Alias("experiments.leased-silo-placement")]
internal sealed class LeasedSiloPlacement : PlacementStrategy;
