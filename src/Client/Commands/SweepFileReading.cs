using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles;
using Experiments.Training.Programs;

namespace Experiments.Client.Commands;

/// <summary>Reads the sweep file that is passed to a command.</summary>
internal static class SweepFileReading
{
    /// <summary>
    /// Returns the sweep. Errors in the file, and warnings about what is allowed but probably unintended, are written
    /// to standard error first.
    /// </summary>
    /// <param name="shell">The shell that errors and warnings are written to.</param>
    /// <param name="file">The sweep file.</param>
    /// <param name="runsHere">Whether trials run on this machine, which must then have everything they need.</param>
    /// <exception cref="WrongUsageException">The file has errors.</exception>
    /// <exception cref="UserErrorException">This machine lacks something that the trials need.</exception>
    public static SweepSpec Read(Shell shell, string file, bool runsHere)
    {
        var result = SweepFile.Read(file);
        foreach (var line in result.Errors.Concat(result.Warnings).OrderBy(line => line.Line)
            .ThenBy(line => line.Column))
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
