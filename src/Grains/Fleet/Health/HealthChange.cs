namespace Experiments.Grains.Fleet.Health;

/// <summary>What has changed in how far a place is used.</summary>
internal enum HealthStep
{
    /// <summary>It is no longer used.</summary>
    Quarantined,

    /// <summary>One attempt shows whether it works.</summary>
    Probed,

    /// <summary>It is used again.</summary>
    Released,

    /// <summary>Its silo has ended, and the quarantine with it.</summary>
    Forgotten,
}

/// <summary>A change of how far a place is used, for the log.</summary>
/// <param name="Node">The name of the node.</param>
/// <param name="Place">The place.</param>
/// <param name="Step">What has changed.</param>
/// <param name="Left">The time until it is probed.</param>
/// <param name="Reason">Why, as a message for people.</param>
internal sealed record HealthChange(string Node, Place Place, HealthStep Step, TimeSpan Left, string Reason);
