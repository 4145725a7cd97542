using System.ComponentModel.DataAnnotations;
using Experiments.Contracts.Settings;
using Experiments.Silo.Gpus;
using Experiments.Silo.Logs;

namespace Experiments.Silo.Hosting;

/// <summary>The options of a silo. Each is a command-line option with two leading dashes.</summary>
internal sealed class SiloOptions
{
    /// <summary>The name of the cluster. Default: <c>experiments</c>.</summary>
    [Required, ConfigurationKeyName("cluster")]
    public string Cluster { get; set; } = ServeDefaults.Cluster;

    /// <summary>The IP address that all endpoints listen on. Default: loopback.</summary>
    [Required, ConfigurationKeyName("listen")]
    public string Listen { get; set; } = ServeDefaults.Listen;

    /// <summary>The port for other silos; 0 picks a free one. Default: 11111.</summary>
    [Range(0, 65_535), ConfigurationKeyName("silo-port")]
    public int SiloPort { get; set; } = ServeDefaults.SiloPort;

    /// <summary>The port for clients; 0 picks a free one. Default: 30000.</summary>
    [Range(0, 65_535), ConfigurationKeyName("gateway-port")]
    public int GatewayPort { get; set; } = ServeDefaults.GatewayPort;

    /// <summary>The port for metrics and health; 0 picks a free one. Default: 9464.</summary>
    [Range(0, 65_535), ConfigurationKeyName("http-port")]
    public int HttpPort { get; set; } = ServeDefaults.HttpPort;

    /// <summary>
    /// The port that serves the API and the page over HTTPS to other machines; 0 picks a free one. Default: null, for
    /// none.
    /// </summary>
    [Range(0, 65_535), ConfigurationKeyName("https-port")]
    public int? HttpsPort { get; set; }

    /// <summary>The file of the certificate for HTTPS, in PEM format, followed by those that signed it.</summary>
    [ConfigurationKeyName("certificate")]
    public string? Certificate { get; set; }

    /// <summary>The file of the certificate's private key, in PEM format.</summary>
    [ConfigurationKeyName("certificate-key")]
    public string? CertificateKey { get; set; }

    /// <summary>The name of this node. Default: the machine's name.</summary>
    [ConfigurationKeyName("node")]
    public string Node { get; set; } = Environment.MachineName;

    /// <summary>The pool it belongs to. Default: <c>default</c>.</summary>
    [ConfigurationKeyName("pool")]
    public string Pool { get; set; } = ServeDefaults.Pool;

    /// <summary>The number of CPU cores that it offers. Default: all.</summary>
    [Range(0.01, 10_000), ConfigurationKeyName("cpus")]
    public double Cpus { get; set; } = Environment.ProcessorCount;

    /// <summary>The GPUs that it offers; see <see cref="GpuChoice.Choose"/>. Default: null, for all.</summary>
    [ConfigurationKeyName("gpus")]
    public string? Gpus { get; set; }

    /// <summary>
    /// Whether the silo was started by a <c>run</c> for one sweep. It then adopts no other sweeps, writes its addresses
    /// to standard output as one line of JSON, and stops when its standard input ends. Default: false.
    /// </summary>
    [ConfigurationKeyName("attached")]
    public bool Attached { get; set; }

    /// <summary>
    /// The id of a sweep to adopt from another cluster and continue, in addition to its own, or null if none.
    /// </summary>
    [ConfigurationKeyName("adopt")]
    public string? Adopt { get; set; }

    /// <summary>
    /// How often this process has started its silo again without ten minutes of service in between; set by
    /// <see cref="Restarting.SiloRestart"/>. Default: 0.
    /// </summary>
    [Range(0, int.MaxValue), ConfigurationKeyName("restarts")]
    public int Restarts { get; set; }

    /// <summary>
    /// How the log is written. Default: as text. The log of an attached silo has a format of its own.
    /// </summary>
    [ConfigurationKeyName("log-format")]
    public LogFormat Format { get; set; }

    /// <summary>The least important events in the log. Default: <see cref="LogDetail.Info"/>.</summary>
    [ConfigurationKeyName("log-level")]
    public LogDetail Detail { get; set; } = LogDetail.Info;

    /// <summary>Whether errors have stack traces.</summary>
    public bool Verbose => Detail == LogDetail.Debug;
}
