using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Experiments.Grains.Nodes;

/// <summary>The name of this node and what it offers.</summary>
public sealed class NodeOptions
{
    /// <summary>The name that is shown to people. Default: the machine's name.</summary>
    [Required]
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>The pool that it belongs to. Default: <c>default</c>.</summary>
    [Required]
    public string Pool { get; set; } = "default";

    /// <summary>The number of CPU cores that it offers. Default: all. Range: 0.01 to 10,000.</summary>
    [Range(0.01, 10_000)]
    public double Cpus { get; set; } = Environment.ProcessorCount;

    /// <summary>The GPUs that it offers, as devices: <c>cuda:0</c>, … Default: none.</summary>
    public ImmutableArray<string> Gpus { get; set; } = [];

    /// <summary>
    /// How long a draining node waits for its attempts to save their checkpoints. Default: 30 s. Range: 0 to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(30);
}
