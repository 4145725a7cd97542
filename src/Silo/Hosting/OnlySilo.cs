using System.Net;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Proofs;
using Experiments.Storage.Queries;

namespace Experiments.Silo.Hosting;

/// <summary>
/// A cluster that is not shared has one silo: two that do not know of each other would both decide for the same sweeps, and only hinder one
/// another. Whether the other still lives is asked of itself, since one that was killed leaves its last sign of life behind.
/// </summary>
internal static class OnlySilo
{
    /// <summary>Makes sure that no other silo of the cluster lives.</summary>
    /// <exception cref="UserErrorException">One does.</exception>
    public static async Task EnsureAsync(SiloQueries silos, string cluster, ClusterProof proof, TimeProvider time)
    {
        foreach (var silo in await silos.ListAsync())
        {
            if (silo.Cluster == cluster && await AnswersAsync(silo.Gateway, proof, time))
                throw new UserErrorException(
                    $"a silo serves on this database already, at {silo.Gateway} on {silo.Node}: submit to that one, or stop it first");
        }
    }

    // One that accepts a connection and says nothing may be ours, and frozen. A stranger who has its port now is not.
    private static async Task<bool> AnswersAsync(string gateway, ClusterProof proof, TimeProvider time) =>
        await ProofProbe.AskAsync(IPEndPoint.Parse(gateway), proof, time, CancellationToken.None)
            is null or ProofRefusedException { Failure: ProofFailure.Late };
}
