using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs.Commands;

namespace Experiments.Training.Programs;

/// <summary>Checks whether this machine can start a program.</summary>
public static class ProgramCheck
{
    /// <summary>
    /// Checks the folder, the program's file, the executable, and the variables that the command references.
    /// </summary>
    /// <returns>The file that is executed, or null if a trial's parameters determine it.</returns>
    /// <exception cref="UserErrorException">Something is missing on this machine.</exception>
    public static string? Run(WorkloadSpec.Program program)
    {
        var files = FilesOf(program);
        return files.Check(program, WordsOf(program, Assignment.Empty, "", files).Expand(program.Command));
    }

    internal static ProgramFiles FilesOf(WorkloadSpec.Program program) =>
        new(program.Directory, program.Environment.GetValueOrDefault("PATH")
            ?? Environment.GetEnvironmentVariable("PATH"));

    // The actions are called with each variable and each secret of the node that is referenced, and its value.
    internal static CommandWords WordsOf(
        WorkloadSpec.Program program, Assignment assignment, string jsonFile, ProgramFiles files,
        Action<string, string>? read = null, Action<string, string>? readSecret = null)
    {
        return new(program.File, assignment, jsonFile, Read, files.Interpreter, ReadSecret);

        string? Read(string name)
        {
            var value = Environment.GetEnvironmentVariable(name);
            if (value is not null) read?.Invoke(name, value);
            return value;
        }

        string ReadSecret(string name)
        {
            var value = NodeSecrets.Read(name, Environment.GetEnvironmentVariable);
            readSecret?.Invoke(name, value);
            return value;
        }
    }
}
