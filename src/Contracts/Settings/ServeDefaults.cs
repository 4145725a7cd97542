namespace Experiments.Contracts.Settings;

/// <summary>What a silo uses where <c>serve</c> is not told otherwise; the client shows it in its help.</summary>
public static class ServeDefaults
{
    /// <summary>The cluster it forms: <c>experiments</c>.</summary>
    public const string Cluster = "experiments";

    /// <summary>The address that everything listens on: loopback.</summary>
    public const string Listen = "127.0.0.1";

    /// <summary>Port for other silos: 11111.</summary>
    public const int SiloPort = 11111;

    /// <summary>Port for clients: 30000.</summary>
    public const int GatewayPort = 30000;

    /// <summary>Port for metrics and health: 9464.</summary>
    public const int HttpPort = 9464;

    /// <summary>The pool it belongs to: <c>default</c>.</summary>
    public const string Pool = "default";
}
