using System.Net;
using System.Net.Sockets;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Experiments.Client.Connecting;

/// <summary>A connection to a running cluster, through the gateways of its silos.</summary>
internal sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly IHost _host;

    private ClusterConnection(IHost host) => _host = host;

    /// <summary>
    /// Connects through those gateways that somebody listens on. Where none is, it fails at once; where those there are do
    /// not answer, after a few tries.
    /// </summary>
    /// <param name="cluster">Id of the cluster.</param>
    /// <param name="gateways">Where its clients connect, each <c>address:port</c>; at least one.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="UserErrorException">It cannot be reached.</exception>
    public static async Task<ClusterConnection> OpenAsync(string cluster, IReadOnlyList<string> gateways, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(gateways.Select(gateway => ProbeAsync(IPEndPoint.Parse(gateway), cancel)));
        var addresses = answers.Where(answer => answer.Fault is null).Select(answer => answer.Address).ToArray();
        if (addresses.Length == 0) throw Unreachable(cluster, gateways, answers[0].Fault);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(addresses).UseConnectionRetryFilter<FewTries>();
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, "experiments"));
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancel);
            return new ClusterConnection(host);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            host.Dispose();
            throw Unreachable(cluster, gateways, fault);
        }
    }

    /// <summary>The sweep with this id, in the cluster.</summary>
    public ISweepGrain Sweep(string id) => _host.Services.GetRequiredService<IClusterClient>().GetGrain<ISweepGrain>(id);

    public async ValueTask DisposeAsync()
    {
        // The silo may be gone already, and a goodbye to it is not worth waiting for.
        using var patience = new CancellationTokenSource(CloseTimeout);
        await _host.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _host.Dispose();
    }

    // Orleans' own client waits long for a gateway that is not there.
    private static async Task<(IPEndPoint Address, Exception? Fault)> ProbeAsync(IPEndPoint address, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(ProbeTimeout);
        using var socket = new TcpClient(address.AddressFamily);
        try
        {
            await socket.ConnectAsync(address, patience.Token);
            return (address, null);
        }
        catch (Exception fault) when (
            !cancel.IsCancellationRequested && fault is SocketException or OperationCanceledException)
        {
            return (address, fault);
        }
    }

    private static UserErrorException Unreachable(string cluster, IReadOnlyList<string> gateways, Exception? fault) => new(
        $"cluster '{cluster}' cannot be reached at {string.Join(" or ", gateways)}: check that its silo runs there, and try again in a few seconds",
        fault);
}
