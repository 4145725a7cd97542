using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Output;

/// <summary>How long devices were used: the time that trials trained, times the devices of each.</summary>
internal static class DeviceHours
{
    /// <summary>
    /// Returns the hours of GPUs, if the trials use a share of one, or else of CPU cores. Rests and waits do not count.
    /// </summary>
    /// <param name="trained">The time that trials trained, together.</param>
    /// <param name="needs">What each of them uses.</param>
    public static double Of(TimeSpan trained, ResourceSpec needs) =>
        needs.DeviceHours(trained);

    /// <summary>Formats hours with their unit: <c>12.5 GPU hours</c>.</summary>
    public static string Format(TimeSpan trained, ResourceSpec needs) => Format(Of(trained, needs), needs);

    /// <summary>Formats hours with their unit: <c>12.5 GPU hours</c>.</summary>
    public static string Format(double hours, ResourceSpec needs) =>
        $"{ShortText.Format(Math.Round(hours, 4))} {(needs.Gpu > 0 ? "GPU" : "core")} hours";
}
