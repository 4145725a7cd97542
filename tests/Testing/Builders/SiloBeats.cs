using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;

namespace Experiments.Testing.Builders;

/// <summary>Creates beats of silos for tests.</summary>
public static class SiloBeats
{
    /// <summary>Creates a beat of a silo with two cores.</summary>
    public static SiloBeat Of(string cluster, string silo, bool serves = true, int protocol = Protocol.Number) => new()
    {
        Silo = silo,
        Cluster = cluster,
        Node = silo,
        Pool = "default",
        Cpus = 2,
        Gpus = 0,
        Gateway = $"{cluster}:30000",
        Http = $"http://{cluster}:8080",
        Serves = serves,
        Version = ProductVersion.Name,
        Protocol = protocol,
    };
}
