using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>show SWEEP[/TRIAL]</c>: all details of one sweep, or of one trial.</summary>
internal static class ShowCommand
{
    public static Command Create(Shell shell)
    {
        var reference = new Argument<string>("SWEEP[/TRIAL]")
        {
            Description = "A sweep by its id, the start of its id, or its name; or one of its trials by number",
        };
        var format = SharedOptions.CreateFormat();
        var yaml = new Option<bool>("--yaml")
        {
            Description = "Print the sweep as a sweep file; run again, it proposes the same trials",
        };
        var command = new Command("show", "Show one sweep, or one trial with its metrics") { reference, format, yaml };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var shown = parsed.GetRequiredValue(reference);
            if (parsed.GetValue(yaml)) await WriteFileAsync(shell, source.Sweeps, shown, cancel);
            else await WriteAsync(shell, source, shown, SharedOptions.FormatOf(parsed, format), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteFileAsync(
        Shell shell, ISweeps sweeps, string reference, CancellationToken cancel)
    {
        var (name, number) = TrialLookup.Parse(reference);
        if (number is not null)
            throw new WrongUsageException($"--yaml prints a whole sweep: write 'experiments show {name} --yaml'");
        var found = await sweeps.FindAsync(name, cancel);
        shell.Out.Write(SweepFileCopy.Write(found, found.Spec));
    }

    private static async Task WriteAsync(
        Shell shell, ISource source, string reference, ListingFormat format, CancellationToken cancel)
    {
        var (name, number) = TrialLookup.Parse(reference);
        var found = await source.Sweeps.FindAsync(name, cancel);
        if (number is null)
        {
            var account = await source.Sweeps.AccountAsync(found, cancel);
            var listing = SweepColumns.Create(
                await source.Sweeps.ImportanceAsync(found, cancel), account.Trained, account.Spending);
            new Listing<SweepDetail>([.. listing.Columns, new("owner", _ => account.Owner)])
                .WriteOne(shell, format, found);
            return;
        }

        var trial = await TrialLookup.FindAsync(source.Sweeps, found, number.Value, cancel);
        var files = found.Spec.Workload is WorkloadSpec.Program
            ? await source.Outputs.CountFilesAsync(found, trial.Number, cancel)
            : 0;
        var columns = TrialColumns.Create(found).Select(column => column with
        {
            InTable = column.InData,
            // Includes the parameters that do not vary.
            Shown = column.Name == "parameters" ? null : column.Shown,
        })
            .Append(TrialColumns.Diagnosis(found.Spec.Workload))
            .Append(TrialColumns.Metrics)
            .Append(TrialColumns.Artifacts(files, $"{name}/{trial.Number}", shell));
        new Listing<TrialSummary>([.. columns]).WriteOne(shell, format, trial);
    }
}
