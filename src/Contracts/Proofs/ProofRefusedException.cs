namespace Experiments.Contracts.Proofs;

/// <summary>The exception for the other end of a connection that did not prove membership in the cluster.</summary>
public sealed class ProofRefusedException(ProofFailure failure, Exception? cause = null)
    : Exception($"the other end {Describe(failure)}", cause)
{
    /// <summary>The reason.</summary>
    public ProofFailure Failure { get; } = failure;

    private static string Describe(ProofFailure failure) => failure switch
    {
        ProofFailure.Silent => "hung up before it said anything",
        ProofFailure.HungUp => "hung up before it had proved that it belongs to this cluster",
        ProofFailure.Unknown => "speaks another protocol, or another version of ours",
        ProofFailure.Wrong => "does not have the secret of this cluster's database",
        ProofFailure.Late => "did not prove in time that it belongs to this cluster",
        ProofFailure.Crowd =>
            $"came while {ProofConnections.MostPending} others had not proved yet that they belong to this cluster",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
