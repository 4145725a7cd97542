using System.ComponentModel.DataAnnotations;

namespace Experiments.Grains.Supervision;

/// <summary>How this silo looks after sweeps.</summary>
public sealed class SupervisionOptions
{
    /// <summary>Where clients reach this silo, <c>host:port</c>.</summary>
    [Required]
    public string Gateway { get; set; } = "";

    /// <summary>
    /// Where this silo's metrics and health are, a URL; asked at each beat, for a port may be chosen late.
    /// </summary>
    public Func<string> Http { get; set; } = () => "";

    /// <summary>
    /// Whether sweeps of dead clusters are taken over. Default: true; a silo that was started for one sweep does not.
    /// </summary>
    public bool Serves { get; set; } = true;

    /// <summary>Id of one sweep that this silo takes over where it does not serve; null: none.</summary>
    public string? Adopts { get; set; }

    /// <summary>Time between two looks for sweeps that nobody wakes. Default: 10 s. Range: 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);
}
