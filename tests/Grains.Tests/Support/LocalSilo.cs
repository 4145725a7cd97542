using System.Net;

namespace Experiments.Grains.Tests.Support;

/// <summary>A silo that is only an address.</summary>
internal sealed class LocalSilo(int number = 0) : ILocalSiloDetails
{
    public string Name => "silo";

    public string ClusterId => "cluster";

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress { get; } = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111 + number), 1);

    public SiloAddress GatewayAddress => SiloAddress;
}
