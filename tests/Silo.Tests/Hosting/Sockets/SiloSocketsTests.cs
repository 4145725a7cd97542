using System.Net;
using Experiments.Silo.Hosting.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Experiments.Silo.Tests.Hosting.Sockets;

public sealed class SiloSocketsTests
{
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    [Fact]
    public async Task UseOn_ConnectionsOfSilosAndClients_HaveTheLimitsAtBothEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has this limit.");
        var cancel = TestContext.Current.CancellationToken;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => SiloSockets.UseOn(silo.UseLocalhostClustering()));
        using var host = builder.Build();
        var caller = host.Services.GetRequiredKeyedService<IConnectionFactory>(
            KindsOf<IConnectionFactory>(builder.Services).ShouldHaveSingleItem());
        var listening = KindsOf<IConnectionListenerFactory>(builder.Services);
        listening.Length.ShouldBe(2, "one for silos, one for clients");
        foreach (var kind in listening)
        {
            await using var listener = await host.Services.GetRequiredKeyedService<IConnectionListenerFactory>(kind)
                .BindAsync(new IPEndPoint(IPAddress.Loopback, 0), cancel);
            await using var calling = await caller.ConnectAsync(listener.EndPoint, cancel);
            await using var called = await listener.AcceptAsync(cancel);
            LimitOf(calling).ShouldBe((int)TcpLimits.Silence.TotalMilliseconds);
            LimitOf(called!).ShouldBe((int)TcpLimits.Silence.TotalMilliseconds);
        }
    }

    private static object[] KindsOf<T>(IServiceCollection services) =>
    [
        .. services.Where(service => service.IsKeyedService && service.ServiceType == typeof(T))
            .Select(service => service.ServiceKey!).Distinct(),
    ];

    private static int LimitOf(ConnectionContext connection)
    {
        var limit = new byte[sizeof(int)];
        connection.Features.Get<IConnectionSocketFeature>()!.Socket
            .GetRawSocketOption(Tcp, UserTimeout, limit);
        return BitConverter.ToInt32(limit);
    }
}
