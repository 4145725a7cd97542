namespace Experiments.Training.Programs.Commands;

/// <summary>
/// The Python package <c>experiments</c>, which programs find without installing it. A program that has a package of
/// this name itself still gets its own.
/// </summary>
internal static class PythonClient
{
    /// <summary>The variable with the folders in which Python looks for packages before those installed.</summary>
    public const string Variable = "PYTHONPATH";

    /// <summary>The folder that is added, which is beside this program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "python", "node");

    /// <summary>Adds the folder after those of a user.</summary>
    /// <param name="folders">The folders of a user, separated by colons, or null.</param>
    public static string AddTo(string? folders) =>
        // An empty entry, such as one after a last colon, means the current folder.
        string.IsNullOrEmpty(folders) ? Folder : $"{folders}:{Folder}";
}
