using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Commands;

/// <summary>
/// The Python package <c>experiments</c>, and the module <c>wandb</c> for programs that log to W&amp;B, which programs
/// find without installing them. A program that has a package <c>experiments</c> itself still gets its own.
/// </summary>
internal static class PythonClient
{
    /// <summary>The variable with the folders in which Python looks for packages before those installed.</summary>
    public const string Variable = "PYTHONPATH";

    /// <summary>The folder that is added, which is beside this program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "python", "node");

    private static readonly string Shims = Path.Combine(AppContext.BaseDirectory, "python", "shims");

    /// <summary>Adds folders after those of a user.</summary>
    /// <param name="folders">The folders of a user, separated by colons, or null.</param>
    /// <param name="shim">The module of another tracker to add.</param>
    public static string AddTo(string? folders, ProgramShim shim)
    {
        // An empty entry, such as one after a last colon, means the current folder.
        var all = string.IsNullOrEmpty(folders) ? Folder : $"{folders}:{Folder}";
        return shim switch
        {
            ProgramShim.Wandb => $"{all}:{Path.Combine(Shims, "always")}",
            ProgramShim.WandbIfMissing => $"{all}:{Path.Combine(Shims, "if_missing")}",
            _ => all,
        };
    }
}
