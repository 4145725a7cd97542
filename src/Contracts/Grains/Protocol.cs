namespace Experiments.Contracts.Grains;

/// <summary>The version of the protocol between silos and clients.</summary>
public static class Protocol
{
    /// <summary>
    /// The version of the grain interfaces and messages. Raised when an older program would misunderstand a newer one,
    /// not for compatible additions.
    /// </summary>
    public const int Number = 3;
}
