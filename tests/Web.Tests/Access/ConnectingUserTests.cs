using System.Net;
using Experiments.Web.Access;

namespace Experiments.Web.Tests.Access;

public sealed class ConnectingUserTests
{
    private const string Head =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    private static readonly IPEndPoint Client = new(IPAddress.Loopback, 40000);
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 9464);

    [Theory]
    [InlineData("0100007F:9C40 0100007F:24F8 01", "1000", "77", 1000u)]
    [InlineData("0000000000000000FFFF00000100007F:9C40 0000000000000000FFFF00000100007F:24F8 01", "1001", "77", 1001u)]
    // The other end of the same connection, another port, and another address.
    [InlineData("0100007F:24F8 0100007F:9C40 01", "1000", "77", null)]
    [InlineData("0100007F:9C41 0100007F:24F8 01", "1000", "77", null)]
    [InlineData("0200007F:9C40 0100007F:24F8 01", "1000", "77", null)]
    // Closed by its program: no longer anybody's.
    [InlineData("0100007F:9C40 0100007F:24F8 05", "0", "0", null)]
    [InlineData("0100007F:9C40 0100007F:24F8 06", "0", "0", null)]
    [InlineData("0100007F:9C40 0100007F:24F8 01", "0", "0", null)]
    public void Find_Row_IsThatOfTheConnectionWhileItIsOpen(string start, string user, string inode, uint? expected) =>
        ConnectingUser.Find(
            [Head, $"   0: {start} 00000000:00000000 00:00000000 00000000 {user} 0 {inode} 1 0000 20 4 30 10 -1"],
            Client, Server).ShouldBe(expected);

    [Fact]
    public void Find_Ipv6_IsRead() =>
        ConnectingUser.Find(
            [
                Head,
                "   0: 00000000000000000000000001000000:9C40 00000000000000000000000001000000:24F8 01 "
                + "00000000:00000000 00:00000000 00000000 5 0 77 1 0000 20 4 30 10 -1",
            ],
            new(IPAddress.IPv6Loopback, 40000), new(IPAddress.IPv6Loopback, 9464)).ShouldBe(5u);
}
