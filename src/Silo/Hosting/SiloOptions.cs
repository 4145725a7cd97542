using System.ComponentModel.DataAnnotations;
using Experiments.Contracts.Settings;

namespace Experiments.Silo.Hosting;

/// <summary>How one silo is started. Each is an option of the command line, with two dashes before it.</summary>
internal sealed class SiloOptions
{
    /// <summary>The cluster it forms. Default: <c>experiments</c>.</summary>
    [Required, ConfigurationKeyName("cluster")]
    public string Cluster { get; set; } = ServeDefaults.Cluster;

    /// <summary>Address that everything listens on. Default: loopback.</summary>
    [Required, ConfigurationKeyName("listen")]
    public string Listen { get; set; } = ServeDefaults.Listen;

    /// <summary>Port for other silos; 0 picks a free one. Default: 11111.</summary>
    [Range(0, 65_535), ConfigurationKeyName("silo-port")]
    public int SiloPort { get; set; } = ServeDefaults.SiloPort;

    /// <summary>Port for clients; 0 picks a free one. Default: 30000.</summary>
    [Range(0, 65_535), ConfigurationKeyName("gateway-port")]
    public int GatewayPort { get; set; } = ServeDefaults.GatewayPort;

    /// <summary>Port for metrics and health; 0 picks a free one. Default: 9464.</summary>
    [Range(0, 65_535), ConfigurationKeyName("http-port")]
    public int HttpPort { get; set; } = ServeDefaults.HttpPort;

    /// <summary>What people call this node. Default: the machine's name.</summary>
    [ConfigurationKeyName("node")]
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>The pool it belongs to. Default: <c>default</c>.</summary>
    [ConfigurationKeyName("pool")]
    public string Pool { get; set; } = ServeDefaults.Pool;

    /// <summary>CPU cores that it lends. Default: all.</summary>
    [Range(0.01, 10_000), ConfigurationKeyName("cpus")]
    public double Cpus { get; set; } = Environment.ProcessorCount;

    /// <summary>GPUs that it lends: the first so many. Default: all that torch sees.</summary>
    [Range(0, 1024), ConfigurationKeyName("gpus")]
    public int? Gpus { get; set; }

    /// <summary>
    /// Whether it was started by a <c>run</c>, for one sweep: it then takes over no other sweeps, says on standard output,
    /// as one line of JSON, where it is to be reached, and ends when its standard input does.
    /// </summary>
    [ConfigurationKeyName("attached")]
    public bool Attached { get; set; }

    /// <summary>Id of a sweep that another cluster left and this one goes on with, beside its own; null: none.</summary>
    [ConfigurationKeyName("adopt")]
    public string? Adopt { get; set; }

    /// <summary>Whether errors are shown with their stack traces. Default: false.</summary>
    [ConfigurationKeyName("verbose")]
    public bool Verbose { get; set; }
}
