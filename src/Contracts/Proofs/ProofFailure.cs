namespace Experiments.Contracts.Proofs;

/// <summary>Why the other end of a connection was refused.</summary>
public enum ProofFailure
{
    /// <summary>It hung up before it sent a byte, as whoever only looks whether a port is open.</summary>
    Silent,

    /// <summary>It hung up in the middle.</summary>
    HungUp,

    /// <summary>It speaks something else.</summary>
    Unknown,

    /// <summary>It does not know the secret, or is not who was called.</summary>
    Wrong,

    /// <summary>It did not prove anything in time.</summary>
    Late,

    /// <summary>Too many others are at their proof.</summary>
    Crowd,
}
