using System.ComponentModel.DataAnnotations;

namespace Experiments.Grains.Supervision;

/// <summary>The options of how this silo supervises sweeps.</summary>
public sealed class SupervisionOptions
{
    /// <summary>The address at which clients reach this silo, <c>host:port</c>.</summary>
    [Required]
    public string Gateway { get; set; } = "";

    /// <summary>
    /// Returns the URL of this silo's metrics and health. Called at each beat, because a port may be chosen late.
    /// </summary>
    public Func<string> Http { get; set; } = () => "";

    /// <summary>
    /// Whether sweeps of dead clusters are taken over. Default: true; false for a silo that was started for one sweep.
    /// </summary>
    public bool Serves { get; set; } = true;

    /// <summary>Id of one sweep that this silo takes over even if it does not serve, or null if none.</summary>
    public string? Adopts { get; set; }

    /// <summary>
    /// The time between two calls that wake unfinished sweeps. Default: 10 s. Range: 100 ms to 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);
}
