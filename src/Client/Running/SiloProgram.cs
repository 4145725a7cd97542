using System.ComponentModel;

namespace Experiments.Client.Running;

/// <summary>Finds the silo's program.</summary>
internal static class SiloProgram
{
    /// <summary>The environment variable that names the silo's program.</summary>
    public const string Variable = "EXPERIMENTS_SILO";

    private static readonly string File = OperatingSystem.IsWindows() ? "Experiments.Silo.exe" : "Experiments.Silo";

    /// <summary>
    /// Returns the file that <c>EXPERIMENTS_SILO</c> names; otherwise the one next to this program; otherwise, in a
    /// build from source, the one in the silo's output folder.
    /// </summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="folder">The folder of this program.</param>
    /// <exception cref="UserErrorException">The program does not exist in any of these places.</exception>
    public static string Find(Func<string, string?> environment, string folder)
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return System.IO.File.Exists(named)
                ? Path.GetFullPath(named)
                : throw new UserErrorException(
                    $"{Variable} names '{named}', and there is no such file: name the silo's program, or unset it");
        }

        var here = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string[] places =
        [
            Path.Combine(here, File),
            Path.GetFullPath(Path.Combine(here, "..", "..", "Silo", Path.GetFileName(here), File)),
        ];
        return places.FirstOrDefault(System.IO.File.Exists) ?? throw new UserErrorException(
            $"the silo's program is neither '{places[0]}' nor '{places[1]}': build src/Silo, or name it in {Variable}");
    }

    /// <summary>Creates the error for a program that exists but cannot be started.</summary>
    public static UserErrorException NotStarted(string program, Win32Exception cause) => new(
        $"'{program}' cannot be started ({cause.Message}): build src/Silo, or name it in {Variable}", cause);
}
