using Orleans.Placement;

namespace Experiments.Grains.Placement;

/// <summary>Places a grain on the silo that the grain's key names, or nowhere.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LeasedSiloPlacementAttribute() : PlacementAttribute(new LeasedSiloPlacement());
