using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Commands;

/// <summary>
/// Finds the files that a command line names on this node, and describes in a message what is missing.
/// </summary>
/// <param name="directory">The working directory of the program.</param>
/// <param name="path">The program's value of <c>PATH</c>.</param>
internal sealed class ProgramFiles(string directory, string? path)
{
    private const UnixFileMode Executes =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The Python interpreter: <c>python</c>, or <c>python3</c> if only that is installed.</summary>
    public string Interpreter =>
        FindOnPath("python") is null && FindOnPath("python3") is not null ? "python3" : "python";

    /// <summary>Returns the path of an executable on <c>PATH</c>, or null if there is none.</summary>
    public string? FindOnPath(string name) =>
        (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(directory, folder, name)).FirstOrDefault(IsExecutable);

    /// <summary>
    /// Checks that a trial can be started: the folder, the program's file if the command names it, and the executable.
    /// </summary>
    /// <returns>
    /// The file that is executed, also behind <c>env</c>, or null if a parameter's value determines it.
    /// </returns>
    /// <exception cref="UserErrorException">Something is missing on this node.</exception>
    public string? Check(WorkloadSpec.Program program, IReadOnlyList<string> words)
    {
        if (!Directory.Exists(directory))
        {
            throw Missing(
                $"no folder '{directory}', in which the program is to run",
                "let every node of the pool have it, or name another as 'working_directory'");
        }

        // A module may also be an installed package.
        if (ProgramFile.PathsOf(program) is [var file, ..] && !ProgramFile.IsModule(program)
            && !File.Exists(Path.Combine(directory, file)))
        {
            throw Missing(
                $"no file '{Path.Combine(directory, file)}'",
                "let every node of the pool have it, or correct 'program' or 'working_directory'");
        }

        // The arguments of env before the command are options and variables.
        var named = words[0] is "/usr/bin/env"
            ? words.Skip(1).FirstOrDefault(word => !word.Contains('=') && !word.StartsWith('-')) ?? words[0]
            : words[0];
        return CommandMacros.NamesIn(named).Any() ? null : FindExecutable(named);
    }

    private string FindExecutable(string name)
    {
        if (!name.Contains('/'))
        {
            return FindOnPath(name) ?? throw Missing(
                $"no program '{name}' on its PATH",
                "install it on every node of the pool, or name another in 'command'");
        }

        var file = Path.Combine(directory, name);
        if (Directory.Exists(file))
            throw new UserErrorException($"'{file}' is a folder: name the program in it in 'command'");
        if (!File.Exists(file))
            throw Missing($"no file '{file}'", "let every node of the pool have it, or correct 'command'");
        return IsExecutable(file)
            ? file
            : throw new UserErrorException(
                $"'{file}' is not executable: run 'chmod +x' on it, or name its interpreter before it in 'command'");
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executes) != 0);

    private static UserErrorException Missing(string what, string remedy) =>
        new($"node {Environment.MachineName} has {what}: {remedy}");
}
