using System.Diagnostics;
using Experiments.Testing.Waits;

namespace Experiments.Deploy.Tests.Support;

/// <summary>An installed program that checks deployment files.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Runs the program. If it is not installed, the test is skipped with the reason.</summary>
    /// <param name="program">The name of the program.</param>
    /// <param name="package">The package that contains it.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The program's standard output.</returns>
    public static async Task<string> RunAsync(string program, string package, string folder, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(place => File.Exists(Path.Combine(place, program))))
            Assert.Skip($"{program} is not installed (apt-get install {package}).");
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var command = $"{program} {string.Join(' ', arguments)}";
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().Within($"'{command}' to print all", Limit);
        await process.ToExitAsync($"'{command}' to end", Limit);
        process.ExitCode.ShouldBe(0, $"{command}\n{output}\n{await errors}");
        return output;
    }
}
