using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.Training.Programs.Commands;

namespace Experiments.Training.Programs;

/// <summary>Looks whether this machine has what a program needs to be started.</summary>
public static class ProgramCheck
{
    /// <summary>Looks for the folder, the program's file, what is executed, and the variables that the command names.</summary>
    /// <returns>The file that is executed; null: only a trial's parameters say which.</returns>
    /// <exception cref="UserErrorException">Something is not here.</exception>
    public static string? Run(WorkloadSpec.Program program)
    {
        var files = FilesOf(program);
        return files.Check(program, WordsOf(program, Assignment.Empty, "", files).Expand(program.Command));
    }

    internal static ProgramFiles FilesOf(WorkloadSpec.Program program) =>
        new(program.Directory, program.Environment.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH"));

    // Read is told each variable of the node that the words name, and its value.
    internal static CommandWords WordsOf(
        WorkloadSpec.Program program, Assignment assignment, string jsonFile, ProgramFiles files, Action<string, string>? read = null)
    {
        return new(program.File, assignment, jsonFile, Read, files.Interpreter);

        string? Read(string name)
        {
            var value = Environment.GetEnvironmentVariable(name);
            if (value is not null) read?.Invoke(name, value);
            return value;
        }
    }
}
