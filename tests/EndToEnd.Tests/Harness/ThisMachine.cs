using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>The machine that runs the tests.</summary>
internal static class ThisMachine
{
    /// <summary>
    /// Returns an address at which others would reach this machine. The test is skipped if there is none.
    /// </summary>
    public static string Address()
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        var first = addresses.FirstOrDefault();
        if (first is null) Assert.Skip("This machine has no address but loopback.");
        return first.ToString();
    }
}
