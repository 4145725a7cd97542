using System.Collections.Immutable;

namespace Experiments.Contracts.Sweeps;

/// <summary>Locates the file that <c>${program}</c> names: at its path, or where Python looks for a module.</summary>
public static class ProgramFile
{
    private const string Module = "-m";

    /// <summary>
    /// Returns the paths, relative to the program's working folder, of which at least one must exist; empty if the
    /// command does not use the file.
    /// </summary>
    public static ImmutableArray<string> PathsOf(WorkloadSpec.Program program)
    {
        if (program.File is not { } file || !program.Command.Any(CommandMacros.NamesProgram)) return [];
        return IsModule(program) ? PathsOfModule(file) : [file];
    }

    /// <summary>
    /// Whether <c>${program}</c> follows <c>-m</c> and so is a module, which may also be an installed one.
    /// </summary>
    public static bool IsModule(WorkloadSpec.Program program) =>
        program.File is not null
        && program.Command.IndexOf(CommandMacros.Program) is > 0 and var at && program.Command[at - 1] == Module;

    /// <summary>Returns the paths, relative to a folder, at which Python finds a runnable module.</summary>
    public static ImmutableArray<string> PathsOfModule(string module)
    {
        var path = module.Replace('.', Path.DirectorySeparatorChar);
        return [$"{path}.py", Path.Combine(path, "__main__.py")];
    }

    /// <summary>Returns the modules that a command names directly, after <c>-m</c>.</summary>
    public static IEnumerable<string> ModulesIn(ImmutableArray<string> command) =>
        command.Zip(command.Skip(1)).Where(pair => pair.First == Module).Select(pair => pair.Second);

    /// <summary>Returns the first of the paths that exists, combined with the folder, or null if none does.</summary>
    public static string? Find(string folder, IEnumerable<string> paths) =>
        paths.Select(path => Path.Combine(folder, path)).FirstOrDefault(File.Exists);
}
