using System.Diagnostics;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>Runs Podman on the images and with the settings of <c>tests/containers</c>.</summary>
internal static class Podman
{
    /// <summary>Skips the test if the images were not built.</summary>
    public static void SkipUnlessBuilt() => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("CONTAINERS_STORAGE_CONF") is { } file && File.Exists(file),
        "The images were not built: run tests/containers as root.");

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>What it printed, without the last line break.</returns>
    public static async Task<string> RunAsync(params IEnumerable<string> arguments) =>
        (await TryAsync(arguments)).ShouldExitWith(0).Output.TrimEnd('\n');

    /// <summary>Runs a command.</summary>
    public static async Task<CliResult> TryAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("podman", arguments);
        // Checks are run by the test; Podman itself would need systemd for that.
        start.Environment["DISABLE_HC_SYSTEMD"] = "true";
        await using var process = new CliProcess(start);
        return await process.WaitForExitAsync();
    }
}
