using Experiments.Client.Shells;
using Experiments.Contracts.SweepFiles;
using Experiments.Contracts.Sweeps;

namespace Experiments.Client.Commands;

/// <summary>Reads the sweep file that a command was given.</summary>
internal static class SweepFileReading
{
    /// <summary>The sweep; all that is wrong with the file is written to standard error first.</summary>
    /// <exception cref="WrongUsageException">Something is wrong with it.</exception>
    public static SweepSpec Read(Shell shell, string file)
    {
        var result = SweepFile.Read(file);
        if (result.IsValid)
        {
            Warn(shell, file, result.Spec.Workload);
            return result.Spec;
        }

        foreach (var error in result.Errors) shell.Error.WriteLine(error);
        var errors = result.Errors.Length == 1 ? "an error" : $"{result.Errors.Length} errors";
        throw new WrongUsageException($"'{file}' has {errors}, see above; nothing was started");
    }

    private static void Warn(Shell shell, string file, WorkloadSpec workload)
    {
        if (workload is not WorkloadSpec.Program program) return;
        foreach (var name in SecretNames.WrittenOut(program.Environment))
            shell.Error.WriteLine($"{file}: warning: {SecretNames.WarningOf(name)}");
    }
}
