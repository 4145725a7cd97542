using Experiments.Client.Shells;
using Experiments.Contracts.Faults;
using Experiments.SweepFiles;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs;

namespace Experiments.Client.Commands;

/// <summary>Reads the sweep file that a command was given.</summary>
internal static class SweepFileReading
{
    /// <summary>
    /// The sweep; all that is wrong with the file, and what is allowed and hardly meant, is written to standard error first.
    /// </summary>
    /// <param name="shell">Where.</param>
    /// <param name="file">The sweep file.</param>
    /// <param name="runsHere">Whether trials run on this machine: what they need must be here then.</param>
    /// <exception cref="WrongUsageException">Something is wrong with it.</exception>
    /// <exception cref="UserErrorException">This machine lacks what trials need.</exception>
    public static SweepSpec Read(Shell shell, string file, bool runsHere)
    {
        var result = SweepFile.Read(file);
        foreach (var line in result.Errors.Concat(result.Warnings).OrderBy(line => line.Line).ThenBy(line => line.Column))
            shell.Error.WriteLine(line);
        if (!result.IsValid)
        {
            var errors = result.Errors.Length == 1 ? "an error" : $"{result.Errors.Length} errors";
            throw new WrongUsageException($"'{file}' has {errors}, see above; nothing was started");
        }
        if (!runsHere)
        {
            if (result.Missing is { } missing) shell.Error.WriteLine(missing with { IsWarning = true });
            return result.Spec;
        }
        if (result.Missing is { } lacking) throw new UserErrorException(lacking.ToString());
        if (result.Spec.Workload is WorkloadSpec.Program program) ProgramCheck.Run(program);
        return result.Spec;
    }
}
