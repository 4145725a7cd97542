using System.Collections.Immutable;
using System.CommandLine;
using Experiments.Changes.Sweeps;
using Experiments.Client.Connecting;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Importance;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>show SWEEP[/TRIAL]</c>: all details of one sweep, or of one trial.</summary>
internal static class ShowCommand
{
    // More trials would take seconds, and the shares would no longer change.
    private const int MostTrialsCompared = 5_000;

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
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var shown = parsed.GetRequiredValue(reference);
            if (parsed.GetValue(yaml)) await WriteFileAsync(shell, database, shown, cancel);
            else await WriteAsync(shell, database, shown, SharedOptions.FormatOf(parsed, format), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteFileAsync(
        Shell shell, SweepDatabase database, string reference, CancellationToken cancel)
    {
        var (name, number) = TrialLookup.Parse(reference);
        if (number is not null)
            throw new WrongUsageException($"--yaml prints a whole sweep: write 'experiments show {name} --yaml'");
        var found = await database.FindAsync(name, cancel);
        shell.Out.Write(SweepFileCopy.Write(found, found.Spec));
    }

    private static async Task WriteAsync(
        Shell shell, SweepDatabase database, string reference, ListingFormat format, CancellationToken cancel)
    {
        var (name, number) = TrialLookup.Parse(reference);
        var found = await database.FindAsync(name, cancel);
        if (number is null)
        {
            var trained = await database.Sweeps.TrainedAsync(found.Summary.Id, cancel);
            var owner = await database.Owners.FindAsync(found.Summary.Id, cancel);
            var listing = SweepColumns.Create(
                await ImportanceAsync(database, found.Summary, cancel), trained,
                await database.SpentAsync(found, trained, cancel));
            new Listing<SweepDetail>([.. listing.Columns, new("owner", _ => owner)]).WriteOne(shell, format, found);
            return;
        }

        var trial = await TrialLookup.FindAsync(database, found.Summary, number.Value, cancel);
        var files = found.Spec.Workload is WorkloadSpec.Program
            ? await database.Artifacts.CountAsync(new TrialId(found.Summary.Key, trial.Number), cancel)
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

    private static async Task<ImmutableArray<(string Parameter, double Share)>> ImportanceAsync(
        SweepDatabase database, SweepSummary sweep, CancellationToken cancel) =>
        ParameterImportance.Compute(
            await database.Sweeps.ListRankedAsync(sweep.Key, sweep.Goal, MostTrialsCompared, cancel));
}
