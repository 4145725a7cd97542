namespace Experiments.ApiClient.Sweeps;

/// <summary>More trials for a sweep, or more of its budget; what is null stays as it is.</summary>
public sealed record Extension
{
    /// <summary>The number of trials in total, more than before.</summary>
    public int? RunCap { get; init; }

    /// <summary>The time in total that its budget allows, with its unit, such as <c>3h</c>.</summary>
    public string? Time { get; init; }

    /// <summary>The hours of devices in total that its budget allows.</summary>
    public double? DeviceHours { get; init; }

    /// <summary>The number of trials without a better one that its budget allows.</summary>
    public int? NoBetterAfter { get; init; }
}
