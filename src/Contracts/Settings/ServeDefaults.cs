namespace Experiments.Contracts.Settings;

/// <summary>The default options of <c>serve</c>, which the client shows in its help.</summary>
public static class ServeDefaults
{
    /// <summary>The name of the cluster: <c>experiments</c>.</summary>
    public const string Cluster = "experiments";

    /// <summary>The address that everything listens on: loopback.</summary>
    public const string Listen = "127.0.0.1";

    /// <summary>The port for other silos: 11111.</summary>
    public const int SiloPort = 11111;

    /// <summary>The port for clients: 30000.</summary>
    public const int GatewayPort = 30000;

    /// <summary>The port for metrics and health: 9464.</summary>
    public const int HttpPort = 9464;

    /// <summary>The pool that the silo belongs to: <c>default</c>.</summary>
    public const string Pool = "default";
}
