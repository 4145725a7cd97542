namespace Experiments.Contracts.Grains;

/// <summary>What silos and clients must agree on to understand each other.</summary>
public static class Protocol
{
    /// <summary>
    /// Number of the grain interfaces and messages. Raised when an older program would misunderstand a newer one; what only
    /// grows leaves it as it is.
    /// </summary>
    public const int Number = 3;
}
