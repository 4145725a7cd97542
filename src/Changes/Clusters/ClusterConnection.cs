using System.Net;
using Experiments.Contracts.Certificates;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Networking.Shared;
using Orleans.Serialization;

namespace Experiments.Changes.Clusters;

/// <summary>A connection to a running cluster, through the gateways of its silos.</summary>
internal sealed class ClusterConnection : ISweepCluster
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly IHost _host;
    private readonly TimeProvider _time;

    private ClusterConnection(IHost host, TimeProvider time) => (_host, _time) = (host, time);

    /// <summary>
    /// Connects through those gateways whose silos prove that they belong to the cluster. Fails at once if none does,
    /// and after some seconds if those that do then do not answer.
    /// </summary>
    /// <param name="secret">The secret of the cluster's database.</param>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="gateways">The addresses for clients, each <c>address:port</c>; at least one.</param>
    /// <param name="certificates">The certificates with which this process uses TLS, or null if it does not.</param>
    /// <param name="time">The clock for timeouts.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <exception cref="UserErrorException">The cluster cannot be reached, or uses another database.</exception>
    public static async Task<ClusterConnection> OpenAsync(
        ClusterSecret secret, string cluster, IReadOnlyList<string> gateways,
        ClusterCertificates? certificates, TimeProvider time, CancellationToken cancel)
    {
        certificates?.EnsureUsable(CertificateUse.Client);
        var proof = new ClusterProof(secret, cluster, time);
        var answers = await Task.WhenAll(
            gateways.Select(gateway => ProbeAsync(IPEndPoint.Parse(gateway), proof, certificates, time, cancel)));
        var addresses = answers.Where(answer => answer.Fault is null).Select(answer => answer.Address).ToArray();
        if (addresses.Length == 0) throw Refusal(answers) ?? Unreachable(cluster, gateways, answers[0].Fault);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Services.AddSerializer(serializer => serializer.AddWireTypes());
            client.UseStaticClustering(addresses).UseConnectionRetryFilter<ConnectionRetries>();
            client.Configure<ClusterOptions>(
                options => (options.ClusterId, options.ServiceId) = (cluster, "experiments"));
            // A command that waits notices within 20 s that the machine of its gateway is gone.
            client.Configure<SocketConnectionOptions>(sockets =>
                (sockets.KeepAliveTimeSeconds, sockets.KeepAliveIntervalSeconds, sockets.KeepAliveRetryCount) =
                    (5, 5, 3));
            client.Configure<ClientConnectionOptions>(options => options.ConfigureConnection(to =>
            {
                if (certificates is not null) to.UseTlsOfCaller(certificates);
                to.UseProofOfCaller(() => proof, ConnectionPurpose.Client);
            }));
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancel);
            return new ClusterConnection(host, time);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            host.Dispose();
            throw Unreachable(cluster, gateways, fault);
        }
    }

    /// <inheritdoc/>
    public ISweepGrain Sweep(string id) =>
        _host.Services.GetRequiredService<IClusterClient>().GetGrain<ISweepGrain>(id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The silo may already be gone, and an orderly disconnect is not worth waiting for.
        using var patience = new CancellationTokenSource(CloseTimeout, _time);
        await _host.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _host.Dispose();
    }

    // The Orleans client itself waits long for a gateway that does not exist.
    private static async Task<(IPEndPoint Address, Exception? Fault)> ProbeAsync(
        IPEndPoint address, ClusterProof proof, ClusterCertificates? certificates, TimeProvider time,
        CancellationToken cancel) =>
        (address, await ProofProbe.AskAsync(address, proof, certificates, time, cancel));

    private static UserErrorException? Refusal(IEnumerable<(IPEndPoint Address, Exception? Fault)> answers) =>
        answers.Select(answer => answer.Fault switch
        {
            ProofRefusedException refused =>
                new UserErrorException(Sentence(answer.Address, refused.Failure), refused),
            TlsRefusedException refused => new UserErrorException(
                $"the silo at {answer.Address} cannot be used: {refused.Message}", refused),
            _ => null,
        }).FirstOrDefault(refusal => refusal is not null);

    private static string Sentence(IPEndPoint address, ProofFailure failure) => failure switch
    {
        ProofFailure.Wrong =>
            $"the silo at {address} was refused: it does not have this database's secret, so it is not one of "
            + "this database's; "
            + "check EXPERIMENTS_DATABASE and EXPERIMENTS_HOME, and start a silo on this database with "
            + "'experiments serve'",
        ProofFailure.Late =>
            $"the silo at {address} does not answer: check that it runs, and try again in a few seconds",
        _ => $"what listens at {address} is not a silo of this version and database, or requires TLS: start one with "
            + "'experiments serve', or set EXPERIMENTS_TLS_…, and try again",
    };

    private static UserErrorException Unreachable(
        string cluster, IReadOnlyList<string> gateways, Exception? fault) => new(
            $"cluster '{cluster}' cannot be reached at {string.Join(" or ", gateways)}: check that its silo runs "
            + "there, and try again in a few seconds",
            fault);
}
