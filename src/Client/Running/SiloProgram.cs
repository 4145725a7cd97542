using System.ComponentModel;
using Experiments.Contracts.Faults;

namespace Experiments.Client.Running;

/// <summary>Finds the program that is the silo.</summary>
internal static class SiloProgram
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "EXPERIMENTS_SILO";

    private static readonly string File = OperatingSystem.IsWindows() ? "Experiments.Silo.exe" : "Experiments.Silo";

    /// <summary>
    /// The file that <c>EXPERIMENTS_SILO</c> names; else the one beside this program; else, in a build from source, the one
    /// of the silo's own output folder.
    /// </summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="folder">The folder of this program.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
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

    /// <summary>What to say where the program is there and does not start.</summary>
    public static UserErrorException NotStarted(string program, Win32Exception cause) => new(
        $"'{program}' cannot be started ({cause.Message}): build src/Silo, or name it in {Variable}", cause);
}
