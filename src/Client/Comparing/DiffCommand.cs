using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Queries;
using Experiments.SweepFiles;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Comparing;

/// <summary><c>diff A B</c>: what differs between two sweeps, or between two trials.</summary>
internal static class DiffCommand
{
    private const string Parameters = "parameters";

    // What differs between any two says nothing, and some columns repeat others.
    private static readonly string[] LeftOutOfTrials =
        ["trial", "latest", "started_at", "finished_at", "device_hours", Parameters];

    // The settings are those of the sweep file.
    private static readonly string[] OutcomesOfSweeps =
    [
        "status", "reason", "trials", "trials_completed", "trials_pruned", "trials_failed", "best", "best_trial",
        "elapsed_seconds", "trained_seconds", "device_hours", "experiments_version", "torch_version", "dataset_sha256",
        "workload_sha256", "interpreter", "threads",
    ];

    public static Command Create(Shell shell)
    {
        var first = CreateArgument("A");
        var second = CreateArgument("B");
        var all = new Option<bool>("--all") { Description = "Also list what is the same" };
        var format = SharedOptions.CreateFormat();
        var command = new Command("diff", "Show what differs between two sweeps, or between two trials")
        {
            first, second, all, format,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var (a, b) = (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
            var differences = await CompareAsync(source.Sweeps, a, b, parsed.GetValue(all), cancel);
            Columns(a, b).Write(
                shell, SharedOptions.FormatOf(parsed, format), differences, "they differ in nothing");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> CreateArgument(string name) => new(name)
    {
        Description = "A sweep, or a trial as SWEEP/TRIAL; a sweep beside a trial is its best trial",
    };

    private static Listing<Difference> Columns(string a, string b) => new(
    [
        new("name", each => each.Name) { Title = "" },
        new("first", each => each.First) { Title = a, Wraps = true },
        new("second", each => each.Second) { Title = b, Wraps = true },
    ]);

    private static async Task<IReadOnlyList<Difference>> CompareAsync(
        ISweeps sweeps, string a, string b, bool all, CancellationToken cancel)
    {
        if (TrialLookup.Parse(a).Trial is null && TrialLookup.Parse(b).Trial is null)
            return Comparison.Compare(
                await ValuesOfSweepAsync(sweeps, a, cancel), await ValuesOfSweepAsync(sweeps, b, cancel), all);
        var first = await TrialLookup.FindAsync(sweeps, a, cancel);
        var second = await TrialLookup.FindAsync(sweeps, b, cancel);
        var isOneSweep = first.Sweep.Summary.Id == second.Sweep.Summary.Id;
        return Comparison.Compare(
            ValuesOfTrial(first.Sweep, first.Trial, isOneSweep), ValuesOfTrial(second.Sweep, second.Trial, isOneSweep),
            all);
    }

    private static async Task<IEnumerable<KeyValuePair<string, object?>>> ValuesOfSweepAsync(
        ISweeps sweeps, string reference, CancellationToken cancel)
    {
        var sweep = await sweeps.FindAsync(reference, cancel);
        var trained = (await sweeps.AccountAsync(sweep, cancel)).Trained;
        var outcomes = SweepColumns.Create([], trained).Columns
            .Where(column => OutcomesOfSweeps.Contains(column.Name));
        return [.. Settings(sweep), .. Comparison.Values(outcomes, sweep)];
    }

    private static IEnumerable<KeyValuePair<string, object?>> ValuesOfTrial(
        SweepDetail sweep, TrialSummary trial, bool isOneSweep) =>
    [
        .. Fields.From(trial.Assignment).Items,
        .. isOneSweep
            ? []
            : Settings(sweep).Where(each => !each.Key.StartsWith($"{Parameters}.", StringComparison.Ordinal)),
        .. Comparison.Values(
            TrialColumns.Create(sweep).Where(column => !LeftOutOfTrials.Contains(column.Name))
                .Append(TrialColumns.Diagnosis(sweep.Spec.Workload)).Append(TrialColumns.Metrics),
            trial),
    ];

    private static IEnumerable<KeyValuePair<string, object?>> Settings(SweepDetail sweep) =>
        SweepFileKeys.List(SweepFileText.Write(sweep.Spec, [], shared: false))
            .Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value));
}
