using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Experiments.Web.Access;

/// <summary>
/// Tells which user of this machine has opened a connection, by the kernel's tables of connections. Only Linux has
/// them.
/// </summary>
internal static class ConnectingUser
{
    private const uint Root = 0;
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Whether the user that runs this program has opened the connection, or root.</summary>
    public static bool MayChange(ConnectionInfo connection) =>
        connection is { RemoteIpAddress: { } client, LocalIpAddress: { } server }
        && Find(
            Tables.Where(File.Exists).SelectMany(File.ReadLines), new(client, connection.RemotePort),
            new(server, connection.LocalPort)) is { } user
        && (user == Root || user == Own());

    /// <summary>
    /// Returns the user that has opened a connection, or null if that is not known: the kernel shows a connection that
    /// its program has closed as one of root.
    /// </summary>
    /// <param name="rows">The rows of the tables.</param>
    /// <param name="client">The address of the program that has opened it.</param>
    /// <param name="server">The address that it has called.</param>
    public static uint? Find(IEnumerable<string> rows, IPEndPoint client, IPEndPoint server)
    {
        var (from, to) = (Mapped(client), Mapped(server));
        foreach (var row in rows)
        {
            // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode …
            var columns = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns is [_, var local, var remote, "01", _, _, _, var user, _, not "0", ..]
                && from.Equals(Read(local)) && to.Equals(Read(remote)))
                return uint.Parse(user, CultureInfo.InvariantCulture);
        }

        return null;
    }

    // Words of an address are written as the machine reads them.
    private static IPEndPoint Read(string text)
    {
        var address = text.AsSpan()[..^5];
        var port = text.AsSpan()[^4..];
        var bytes = new byte[address.Length / 2];
        for (var at = 0; at < bytes.Length; at += 4)
            BitConverter.TryWriteBytes(bytes.AsSpan(at), uint.Parse(address.Slice(2 * at, 8), NumberStyles.HexNumber));
        return Mapped(new(new IPAddress(bytes), int.Parse(port, NumberStyles.HexNumber)));
    }

    private static IPEndPoint Mapped(IPEndPoint point) => new(point.Address.MapToIPv6(), point.Port);

    // Uid: real effective saved file system
    private static uint Own() => uint.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal))
            .Split('\t')[2],
        CultureInfo.InvariantCulture);
}
