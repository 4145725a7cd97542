using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Exporting.TensorBoard;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Storage.Queries;

namespace Experiments.Client.Exporting;

/// <summary><c>export SWEEP</c>: writes a sweep's trials and curves as files.</summary>
internal static class ExportCommand
{
    private static readonly Dictionary<string, Func<SweepExport, string, Task>> Formats = new()
    {
        ["csv"] = CsvExport.WriteAsync,
        ["json"] = JsonExport.WriteAsync,
        ["tensorboard"] = TensorBoardExport.WriteAsync,
    };

    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var format = new Option<string>("--format")
        {
            Description = "csv: two tables; json: a file for each trial; tensorboard: a folder for "
                + "tensorboard --logdir",
            HelpName = "FORMAT",
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var folder = new Option<string>("--out")
        {
            Description = "Folder to write to",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("export", "Write the trials and curves of a sweep as files")
        {
            sweep, format, folder,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var found = await database.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            var all = new TrialFilter { Limit = int.MaxValue };
            var trials = await database.Sweeps.ListTrialsAsync(found.Summary.Key, all, cancel);
            var export = new SweepExport(
                found, trials, trial => database.Sweeps.ListCurvesAsync(found.Summary.Key, trial, null, cancel));
            var target = Path.GetFullPath(parsed.GetRequiredValue(folder));
            await WriteAsync(Formats[parsed.GetRequiredValue(format)], export, target);
            shell.Out.WriteLine($"{trials.Count} trials of sweep '{found.Summary.Name}' are in {target}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(Func<SweepExport, string, Task> write, SweepExport export, string folder)
    {
        try
        {
            await write(export, folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"'{folder}' cannot be written: {fault.Message}; name another folder with --out", fault);
        }
    }
}
