namespace Experiments.Contracts.Proofs;

/// <summary>The reason why the other end of a connection was refused.</summary>
public enum ProofFailure
{
    /// <summary>It hung up before it sent a byte, like a port scan or a health check.</summary>
    Silent,

    /// <summary>It hung up during the exchange.</summary>
    HungUp,

    /// <summary>It speaks another protocol.</summary>
    Unknown,

    /// <summary>It does not know the secret, or is not the end that was called.</summary>
    Wrong,

    /// <summary>It did not complete its proof in time.</summary>
    Late,

    /// <summary>Too many other proofs are pending.</summary>
    Crowd,
}
