using System.Net;
using System.Net.Sockets;
using Experiments.Silo.Hosting;

namespace Experiments.Silo.Tests.Hosting;

public sealed class PortReservationTests
{
    [Fact]
    public void Take_PortIsHeldByAnother_IsRefusedWithTheOptionThatHelps()
    {
        using var first = PortReservation.Take(IPAddress.Loopback, 0, "--silo-port");

        var refused = Should.Throw<UserErrorException>(
            () => PortReservation.Take(IPAddress.Loopback, first.Port, "--silo-port"));

        refused.Message.ShouldContain(first.Port.ToString());
        refused.Message.ShouldContain("--silo-port");
    }

    [Fact]
    public void Take_PortWhereAnotherListensWithReuse_IsRefused()
    {
        using var listener = Reusing();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();

        Should.Throw<UserErrorException>(
            () => PortReservation.Take(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndPoint!).Port, "--silo-port"));
    }

    [Fact]
    public async Task Take_PortIsHeld_OurOwnServerMayListenThereAndIsReached()
    {
        using var held = PortReservation.Take(IPAddress.Loopback, 0, "--silo-port");
        using var server = Reusing();
        server.Bind(new IPEndPoint(IPAddress.Loopback, held.Port));
        server.Listen();

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, held.Port, TestContext.Current.CancellationToken);

        using var accepted = await server.AcceptAsync(TestContext.Current.CancellationToken);
        accepted.Connected.ShouldBeTrue();
    }

    [Fact]
    public void Dispose_PortWasHeld_IsFreeAgain()
    {
        var first = PortReservation.Take(IPAddress.Loopback, 0, "--silo-port");
        var port = first.Port;
        first.Dispose();

        using var second = PortReservation.Take(IPAddress.Loopback, port, "--silo-port");
        second.Port.ShouldBe(port);
    }

    // Opens a socket in the same way as Orleans.
    private static Socket Reusing()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        return socket;
    }
}
