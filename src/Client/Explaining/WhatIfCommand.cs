using System.CommandLine;
using Experiments.Client.Options;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;
using Experiments.Storage.Queries;
using Experiments.SweepFiles;
using Experiments.SweepFiles.Changing;
using Experiments.SweepFiles.Writing;

namespace Experiments.Client.Explaining;

/// <summary>
/// <c>whatif SWEEP --early-terminate RULE</c>: what other early terminations would have cost and found.
/// </summary>
internal static class WhatIfCommand
{
    private const string None = "none";

    public static Command Create(Shell shell)
    {
        var sweep = SharedOptions.CreateSweep();
        var rules = new Option<string[]>("--early-terminate")
        {
            HelpName = "RULE",
            Description = "As in a sweep file, such as median or '{type: asha, max_t: 27}', or 'none'; may be repeated",
            Required = true,
        };
        var workers = new Option<int?>("--workers")
        {
            HelpName = "N",
            Description = "Trials that train at once (default: as many as did on average)",
        };
        workers.Validators.Add(result =>
        {
            if (result.GetValue(workers) is < 1) result.AddError("--workers must be a whole number of at least 1");
        });
        var format = SharedOptions.CreateFormat();
        var command = new Command(
            "whatif", "Say what a sweep would have cost and found under another early termination")
        {
            sweep, rules, workers, format,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var source = await Source.OpenAsync(shell, parsed, cancel);
            var found = await source.Sweeps.FindAsync(parsed.GetRequiredValue(sweep), cancel);
            var asked = parsed.GetRequiredValue(rules).Select(text => (text, Rule: Read(found, text))).ToList();
            var trials = await RecordedSweep.ReadAsync(source.Sweeps, found, cancel);
            var atOnce = parsed.GetValue(workers) ?? AtOnce(found, trials);
            var rows = asked.Select(rule => Ask(found, trials, rule.text, rule.Rule, atOnce)).ToList();
            var shown = SharedOptions.FormatOf(parsed, format);
            Columns.Write(shell, shown, [WhatIfRow.Recorded(found, trials), .. rows], "");
            if (shown == ListingFormat.Table)
                shell.WriteWrapped(
                    $"with {atOnce} at once, the same trials in the same order; a method that learns might have "
                    + "proposed others");
            return ExitCodes.Done;
        });
        return command;
    }

    private static readonly Listing<WhatIfRow> Columns = new(
    [
        new("early_terminate", row => row.Rule) { Wraps = true },
        new("epochs", row => row.Steps) { Title = "trained", Right = true },
        new("epochs_low", row => row.StepsInterval?.Low) { InTable = false },
        new("epochs_high", row => row.StepsInterval?.High) { InTable = false },
        new("share", row => row.Share) { Title = "of all", Right = true, Shown = row => $"{100 * row.Share:0} %" },
        new("completed", row => row.Completed) { Right = true },
        new("best", row => row.Best) { Right = true },
        new("best_low", row => row.BestInterval?.Low) { InTable = false },
        new("best_high", row => row.BestInterval?.High) { InTable = false },
        new("best_trial", row => row.BestTrial) { Right = true },
        new("predicted", row => row.Predicted) { InTable = false },
        new("answer", row => row.Answer) { Title = "how sure", InData = false, Wraps = true },
    ]);

    private static WhatIfRow Ask(
        SweepDetail sweep, IReadOnlyList<RecordedTrial> trials, string text, EarlyTermination? rule, int workers)
    {
        if (rule?.ClockIn(sweep.Spec.Search.Version) is RungClock.Metric metric)
            throw new UserErrorException(
                $"'{text}' counts rungs by the metric '{metric.Name}', which cannot be simulated: use 'epoch', "
                + "'step' or 'training_iteration' as time_attr");
        if (trials.All(trial => trial.Curve.IsEmpty))
            throw new UserErrorException(
                $"sweep '{sweep.Summary.Name}' has no curves of {sweep.Spec.Metric} to run again");
        return WhatIf.Of(
            sweep.Spec.Search, trials, rule, workers, sweep.Spec.ObjectiveAt == ObjectiveAt.Best) is { } answer
            ? WhatIfRow.Of(text, answer)
            : throw new UserErrorException(
                $"'{text}' needs what trials of sweep '{sweep.Summary.Name}' did not train, and fewer than three "
                + "of them trained to their end, from which that could be predicted");
    }

    /// <summary>Reads a rule as a sweep file with it would be read.</summary>
    private static EarlyTermination? Read(SweepDetail sweep, string text)
    {
        if (text == None) return null;
        var value = text.Contains(':', StringComparison.Ordinal) ? text : $"{{type: {text}}}";
        // Whatever else the file has need not allow another rule.
        var file = SweepFileText.Write(
            sweep.Spec with { Search = sweep.Spec.Search with { EarlyTermination = null } }, [], shared: false);
        var read = SweepFile.Parse(file, "--early-terminate", [new SweepFileChange("early_terminate", value)]);
        return read.IsValid
            ? read.Spec.Search.EarlyTermination
            : throw new WrongUsageException(string.Join("; ", read.Errors.Select(error => error.ToString())));
    }

    // The time that trials trained together in that of the sweep.
    private static int AtOnce(SweepDetail sweep, IReadOnlyList<RecordedTrial> trials) =>
        sweep.Summary.Elapsed is { TotalSeconds: > 0 } elapsed
            ? Math.Max(1, (int)Math.Round(trials.Sum(trial => trial.Seconds) / elapsed.TotalSeconds))
            : 1;
}
