using System.Net;
using Experiments.Contracts.Certificates;
using Experiments.Contracts.Proofs;
using Experiments.Storage.Queries;

namespace Experiments.Silo.Hosting;

/// <summary>
/// Ensures that a cluster that is not shared has one silo, since two silos that do not know of each other would make
/// conflicting decisions for the same sweeps. Another silo is contacted to find out whether it is alive, since a killed
/// silo leaves its last beat in the database.
/// </summary>
internal static class OnlySilo
{
    /// <summary>Checks that no other silo of the cluster is alive.</summary>
    /// <exception cref="UserErrorException">Another silo of the cluster is alive.</exception>
    public static async Task EnsureAsync(
        SiloQueries silos, string cluster, ClusterProof proof, ClusterCertificates? certificates, TimeProvider time)
    {
        foreach (var silo in await silos.ListAsync())
        {
            if (silo.Cluster == cluster && await AnswersAsync(silo.Gateway, proof, certificates, time))
                throw new UserErrorException(
                    $"a silo serves on this database already, at {silo.Gateway} on {silo.Node}: submit to that one, "
                    + "or stop it first");
        }
    }

    // A process that accepts the connection and sends nothing may be a frozen silo of this cluster. One that fails the
    // proof in any other way is a different program that now uses the port.
    private static async Task<bool> AnswersAsync(
        string gateway, ClusterProof proof, ClusterCertificates? certificates, TimeProvider time) =>
        await ProofProbe.AskAsync(IPEndPoint.Parse(gateway), proof, certificates, time, CancellationToken.None)
            is null or ProofRefusedException { Failure: ProofFailure.Late };
}
