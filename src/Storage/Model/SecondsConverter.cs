using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Experiments.Storage.Model;

/// <summary>
/// Converts durations to and from seconds. A negative one, which a clock that was set back can cause, becomes zero.
/// </summary>
internal sealed class SecondsConverter() : ValueConverter<TimeSpan, double>(
    duration => duration.TotalSeconds, seconds => TimeSpan.FromSeconds(Math.Max(0, seconds)));
