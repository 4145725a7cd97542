using Experiments.Changes.Sweeps;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;

namespace Experiments.Client.Commands;

/// <summary>
/// Shows what a sweep would run: the number of trials, and the first of them, exactly as the cluster would propose
/// them.
/// </summary>
internal static class DryRun
{
    public static int Write(Shell shell, SweepSpec spec)
    {
        var plan = SweepPlan.Of(spec);
        var total = plan.Trials;
        var count = total is null
            ? $"trials until {(spec.Search.Budget is null ? "it is stopped" : "its budget is used up")}"
            : ShortText.Trials(total.Value);
        var (method, goal) = (ShortText.Format(spec.Search.Method), ShortText.Format(spec.Search.Goal));
        var objective = spec.HasObjective ? $"to {goal} {spec.Metric}" : "without an objective";
        shell.Out.WriteLine($"{spec.Name}: {count} by {method}, {objective}");
        if (spec.Search.Repeats is { } repeats) WriteRepeats(shell, plan, repeats);
        WriteEstimate(shell, spec, plan);
        if (spec.Search.Budget is { } budget)
        {
            foreach (var line in BudgetEstimate.Describe(budget, spec, total)) shell.Out.WriteLine(line);
        }

        foreach (var (number, assignment) in plan.First)
            shell.Out.WriteLine($"trial {number}: {Fields.From(assignment).ToShortText()}");
        if (total is null || total > plan.First.Count) shell.Out.WriteLine("…");
        shell.Out.WriteLine("nothing was submitted");
        return ExitCodes.Done;
    }

    private static void WriteRepeats(Shell shell, SweepPlan plan, int repeats) => shell.Out.WriteLine(
        $"each is tried up to {repeats} times with other seeds, fewer times if it is bad"
        + (plan.WithRepeats is { } all ? $": about {all} trials in all, of {plan.Trials * repeats}" : ""));

    private static void WriteEstimate(Shell shell, SweepSpec spec, SweepPlan plan)
    {
        if (plan.Estimate is not { } estimate) return;
        shell.Out.WriteLine(spec.Search.EarlyTermination switch
        {
            null => $"{estimate.Steps} epochs",
            EarlyTermination.Plateau =>
                $"at most {estimate.StepsToTheEnd} epochs; a trial that no longer improves ends sooner",
            _ => $"about {estimate.Steps} epochs of {estimate.StepsToTheEnd} with {plan.Workers} trials at once; the "
                + "rest is stopped early",
        });
    }
}
