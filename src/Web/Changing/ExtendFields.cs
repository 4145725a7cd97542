using Experiments.Contracts.Settings;

namespace Experiments.Web.Changing;

/// <summary>More trials for a sweep, or more of its budget; what is left out stays as it is.</summary>
internal sealed record ExtendFields
{
    /// <summary>The number of trials in total, more than before.</summary>
    public int? RunCap { get; init; }

    /// <summary>The time in total that its budget allows, with its unit, such as <c>3h</c>.</summary>
    public string? Time { get; init; }

    /// <summary>The hours of devices in total that its budget allows.</summary>
    public double? DeviceHours { get; init; }

    /// <summary>The number of trials without a better one that its budget allows.</summary>
    public int? NoBetterAfter { get; init; }

    /// <summary>Returns <see cref="Time"/>, read.</summary>
    /// <exception cref="UserErrorException">It is no time with a unit, or nothing is extended.</exception>
    public TimeSpan? Check()
    {
        if (this is { RunCap: null, Time: null, DeviceHours: null, NoBetterAfter: null })
            throw new UserErrorException("send 'run_cap', 'time', 'device_hours' or 'no_better_after'");
        if (DeviceHours is { } hours && !double.IsFinite(hours))
            throw new UserErrorException("'device_hours' must be a finite number");
        if (Time is null) return null;
        return DurationText.TryReadWithUnit(Time, out var time)
            ? time
            : throw new UserErrorException("'time' must be a time with its unit, such as 90m or 3h");
    }
}
