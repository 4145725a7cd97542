using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Watching;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Simulation;
using Experiments.Search.Specs;

namespace Experiments.Client.Commands;

/// <summary>
/// Shows what a sweep would run: the number of trials, and the first of them, exactly as the cluster would propose
/// them.
/// </summary>
internal static class DryRun
{
    private const int Shown = 5;

    // The default if the file does not say how many trials train at once. It hardly affects what early termination
    // saves.
    private const int Workers = 4;

    public static int Write(Shell shell, SweepSpec spec)
    {
        var total = Pace.TotalOf(spec);
        var count = total is null
            ? $"trials until {(spec.Search.Budget is null ? "it is stopped" : "its budget is used up")}"
            : total == 1 ? "1 trial" : $"{total} trials";
        var (method, goal) = (ShortText.Format(spec.Search.Method), ShortText.Format(spec.Search.Goal));
        var objective = spec.HasObjective ? $"to {goal} {spec.Metric}" : "without an objective";
        shell.Out.WriteLine($"{spec.Name}: {count} by {method}, {objective}");
        WriteEstimate(shell, spec);
        if (spec.Search.Budget is { } budget)
        {
            foreach (var line in BudgetEstimate.Describe(budget, spec, total)) shell.Out.WriteLine(line);
        }

        foreach (var (number, assignment) in First(spec.Search))
            shell.Out.WriteLine($"trial {number}: {Fields.From(assignment).ToShortText()}");
        if (total is not <= Shown) shell.Out.WriteLine("…");
        shell.Out.WriteLine("nothing was submitted");
        return ExitCodes.Done;
    }

    private static void WriteEstimate(Shell shell, SweepSpec spec)
    {
        // If not even a trial without parameters has a budget, only the workload knows it.
        if (TrialBudget.EpochsOf(spec.Workload, Assignment.Empty) is null) return;
        var workers = spec.MaxConcurrentTrials ?? Workers;
        var known = SweepEstimate.Simulate(
            spec.Search, assignment => TrialBudget.EpochsOf(spec.Workload, assignment)!.Value, workers);
        if (known is not { } estimate) return;
        shell.Out.WriteLine(spec.Search.EarlyTermination switch
        {
            null => $"{estimate.Steps} epochs",
            EarlyTermination.Plateau =>
                $"at most {estimate.StepsToTheEnd} epochs; a trial that no longer improves ends sooner",
            _ => $"about {estimate.Steps} epochs of {estimate.StepsToTheEnd} with {workers} trials at once; the rest "
                + "is stopped early",
        });
    }

    // Runs the real search, as a sweep with slots for a few trials would.
    private static IEnumerable<(int Number, Assignment Assignment)> First(SearchSpec spec)
    {
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        for (var slot = 0; slot < Shown; slot++)
        {
            (state, var actions) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("dry-run"));
            foreach (var begin in actions.OfType<SearchAction.BeginAttempt>())
                yield return (begin.Trial, begin.Assignment);
        }
    }
}
