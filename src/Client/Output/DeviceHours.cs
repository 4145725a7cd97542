using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Output;

/// <summary>Formats how long devices were used, see <see cref="ResourceSpec.DeviceHours"/>.</summary>
internal static class DeviceHours
{
    /// <summary>Formats the hours of a training time with their unit: <c>12.5 GPU hours</c>.</summary>
    public static string Format(TimeSpan trained, ResourceSpec needs) => Format(needs.DeviceHours(trained), needs);

    /// <summary>Formats hours with their unit: <c>12.5 GPU hours</c>.</summary>
    public static string Format(double hours, ResourceSpec needs) =>
        $"{ShortText.Format(Math.Round(hours, 4))} {(needs.Gpu > 0 ? "GPU" : "core")} hours";
}
