using System.Net;
using System.Net.Sockets;
using Experiments.Contracts.Faults;
using Experiments.Storage.Queries;

namespace Experiments.Silo.Hosting;

/// <summary>
/// A cluster that is not shared has one silo: two that do not know of each other would both decide for the same sweeps, and only hinder one
/// another. Whether the other still lives is asked of itself, since one that was killed leaves its last sign of life behind.
/// </summary>
internal static class OnlySilo
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Makes sure that no other silo of the cluster lives.</summary>
    /// <exception cref="UserErrorException">One does.</exception>
    public static async Task EnsureAsync(SiloQueries silos, string cluster)
    {
        foreach (var silo in await silos.ListAsync())
        {
            if (silo.Cluster == cluster && await AnswersAsync(silo.Gateway))
                throw new UserErrorException(
                    $"a silo serves on this database already, at {silo.Gateway} on {silo.Node}: submit to that one, or stop it first");
        }
    }

    private static async Task<bool> AnswersAsync(string gateway)
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(gateway), patience.Token);
            return true;
        }
        catch (Exception unreachable) when (unreachable is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
