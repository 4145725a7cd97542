using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Checks;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads the program of each trial and how it runs.</summary>
internal static partial class ProgramReader
{
    private const string OursBegin = "TRIAL_";

    /// <summary>Whether the file defines a program.</summary>
    public static bool IsThere(Section keys) => keys.Has(ProgramKeys.Program) || keys.Has(ProgramKeys.Command);

    /// <summary>Reads the program. Parts that are wrong are reported and left out.</summary>
    /// <param name="keys">The keys of the sweep file.</param>
    /// <param name="folder">The absolute path of the sweep file's folder.</param>
    /// <param name="errors">Receives the errors.</param>
    public static WorkloadSpec.Program Read(Section keys, string folder, ErrorList errors)
    {
        if (keys.Has(SweepKeys.Dataset))
            errors.Add(keys.PositionOf(SweepKeys.Dataset), "a program reads its own data; leave 'dataset' out");
        var file = keys.TryGet(ProgramKeys.Program, out var program) ? program : null;
        var read = new WorkloadSpec.Program(file, ReadCommand(keys, errors))
        {
            Directory = folder,
            Environment = ReadEnvironment(keys, errors),
            TimeLimit = keys.TryGet(ProgramKeys.TimeLimit, out var limit) ? limit : null,
            MemoryLimit = keys.TryGet(ProgramKeys.Memory, out var memory) ? memory : null,
            Shim = keys.Get(
                ProgramKeys.Shim, WandbFile.IsOne(keys) ? ProgramShim.WandbIfMissing : ProgramShim.None),
        };
        return read with { Directory = DirectoryOf(read, keys, folder, errors) };
    }

    /// <summary>Adds an error for each key of a program, for a file that defines none.</summary>
    public static void RefuseRest(Section keys, ErrorList errors)
    {
        foreach (var key in ProgramKeys.All.Where(keys.Has))
            errors.Add(keys.PositionOf(key), $"'{key.Name}' is for a 'program' or 'command'; leave it out");
    }

    private static string DirectoryOf(WorkloadSpec.Program program, Section keys, string folder, ErrorList errors)
    {
        var working = keys.TryGet(ProgramKeys.WorkingDirectory, out var given) ? given : null;
        var place = new ProgramPlace(folder, Environment.CurrentDirectory, working);
        var paths = ProgramFile.PathsOf(program);
        var at = keys.ValuePositionOf(ProgramKeys.Program);
        var folders = place.Having(paths.IsEmpty && program.File is { } file ? [file] : paths);
        if (folders.Contains(Environment.CurrentDirectory) && folders[0] != Environment.CurrentDirectory
            && !Path.IsPathRooted(program.File))
            errors.Warn(at,
                $"{Quote.Text(program.File!)} is in '{folders[0]}', where it will run, but also in the current folder, "
                + "where W&B would run it; set 'working_directory' to choose");
        if (folders is [var found, ..]) return found;
        if (ProgramFile.IsModule(program))
            errors.Warn(at, $"no module {Quote.Text(program.File!)} is in {place}; it runs only if it is installed");
        else if (!paths.IsEmpty)
            errors.Lacks(at,
                $"this machine has no {Quote.Text(program.File!)}: it was looked for in {place}; "
                + "correct 'program' or 'working_directory'");
        return place.OfCommand(program.Command) ?? place.Default;
    }

    private static ImmutableArray<string> ReadCommand(Section keys, ErrorList errors)
    {
        if (!keys.TryGet(ProgramKeys.Command, out var command)) return CommandMacros.DefaultCommand;
        foreach (var word in command.Where(word => CommandMacros.NamesProgram(word.Value)))
        {
            if (!keys.Has(ProgramKeys.Program))
                errors.Add(word.At, "the command names ${program}, but 'program' is missing");
        }
        return [.. command.Select(word => word.Value)];
    }

    private static ImmutableSortedDictionary<string, string> ReadEnvironment(Section keys, ErrorList errors)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!keys.TryGet(ProgramKeys.Environment, out var mapping)) return variables.ToImmutable();
        foreach (var entry in mapping.Entries)
        {
            if (!VariableName().IsMatch(entry.Key))
                errors.Add(
                    entry.KeyAt,
                    $"'env': a variable's name has letters, digits and '_', but here is {Quote.Text(entry.Key)}");
            else if (entry.Key.StartsWith(OursBegin, StringComparison.Ordinal)
                && entry.Key != WorkloadSpec.Program.SeedVariable)
                errors.Add(
                    entry.KeyAt,
                    $"'env': {Quote.Text(entry.Key)} is one of the variables {OursBegin}… that a trial receives; "
                    + "use another name");
            if (VariableReader.TryRead(entry, errors, out var value)) variables[entry.Key] = value;
        }
        return variables.ToImmutable();
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();
}
