using System.Collections.Immutable;

namespace Experiments.Contracts.Sweeps;

/// <summary>Where the file lies that <c>${program}</c> names: at its path, or where Python looks for a module.</summary>
public static class ProgramFile
{
    private const string Module = "-m";

    /// <summary>
    /// The paths, relative to the folder that it runs in, of which one must be there; empty: the command does not use it.
    /// </summary>
    public static ImmutableArray<string> PathsOf(WorkloadSpec.Program program)
    {
        if (program.File is not { } file || !program.Command.Any(CommandMacros.NamesProgram)) return [];
        return IsModule(program) ? PathsOfModule(file) : [file];
    }

    /// <summary>Whether <c>${program}</c> follows <c>-m</c>: it is a module then, which may also be an installed one.</summary>
    public static bool IsModule(WorkloadSpec.Program program) =>
        program.File is not null
        && program.Command.IndexOf(CommandMacros.Program) is > 0 and var at && program.Command[at - 1] == Module;

    /// <summary>Paths, relative to a folder, at which Python finds a module that can be run.</summary>
    public static ImmutableArray<string> PathsOfModule(string module)
    {
        var path = module.Replace('.', Path.DirectorySeparatorChar);
        return [$"{path}.py", Path.Combine(path, "__main__.py")];
    }

    /// <summary>The modules that a command names by themselves.</summary>
    public static IEnumerable<string> ModulesIn(ImmutableArray<string> command) =>
        command.Zip(command.Skip(1)).Where(pair => pair.First == Module).Select(pair => pair.Second);

    /// <summary>The first of the paths at which there is a file, with the folder; null: there is none.</summary>
    public static string? Find(string folder, IEnumerable<string> paths) =>
        paths.Select(path => Path.Combine(folder, path)).FirstOrDefault(File.Exists);
}
