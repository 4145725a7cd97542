using Experiments.Contracts.Messages;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Checks;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>metric</c> and checks that the workload reports it.</summary>
internal static class MetricReader
{
    private const string Example = "'metric: {name: val_accuracy, goal: maximize}'";

    /// <summary>
    /// Reads the objective. The name is empty if there is none, or if it could not be read, which adds an error.
    /// </summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="workload">The workload if it is built in, otherwise null.</param>
    /// <param name="method">How values are proposed.</param>
    /// <param name="errors">Receives the errors.</param>
    public static (string Name, Goal Goal, double? Target, ObjectiveAt? At) Read(
        Section sweep, WorkloadSchema? workload, SearchMethod method, ErrorList errors)
    {
        if (!sweep.Has(SweepKeys.Metric))
        {
            if (WhyNeeded(sweep, workload, method) is { } why)
                errors.Add(sweep.At, $"'metric' is missing{why}; write {Example}");
            return ("", default, null, null);
        }
        if (!sweep.TryGet(SweepKeys.Metric, out var mapping)) return ("", default, null, null);
        var keys = new Section(mapping, MetricKeys.All, "metric", errors);
        if (keys.Require(MetricKeys.Name, Example, out var name) && workload is not null)
            CheckName(name, keys, workload, errors);
        var goal = keys.Get(MetricKeys.Goal, Goal.Minimize);
        if (name is not null && workload is null && GoalDoubts.Find(name, goal) is { } doubt)
            errors.Warn(keys.ValuePositionOf(MetricKeys.Goal), doubt);
        if (keys.TryGet(MetricKeys.Impute, out var impute) && impute != MetricKeys.Worst)
            errors.Warn(keys.ValuePositionOf(MetricKeys.Impute),
                $"metric: 'impute: {impute}' is not supported: a failed trial counts as worse than any other");
        return (
            name ?? "", goal, keys.TryGet(MetricKeys.Target, out var target) ? target : null,
            keys.TryGet(MetricKeys.At, out var at) && at != ObjectiveAt.Last ? at : null);
    }

    private static string? WhyNeeded(Section sweep, WorkloadSchema? workload, SearchMethod method) =>
        workload is not null ? ""
        : sweep.Has(SweepKeys.EarlyTerminate) ? ", and early_terminate compares trials by it"
        : !SearchMethods.Learning.Contains(method) ? null
        : sweep.Has(SweepKeys.Method) ? $", and method {method.ToString().ToLowerInvariant()} learns from it"
        : ", and the sweep learns from it unless you write 'method: random'";

    private static void CheckName(string name, Section keys, WorkloadSchema workload, ErrorList errors)
    {
        if (workload.Objectives.FirstOrDefault(objective => objective.Name == name) is { } known)
        {
            CheckGoal(known, keys, errors);
            return;
        }
        var at = keys.ValuePositionOf(MetricKeys.Name);
        if (name == MetricNames.TestAccuracy)
        {
            errors.Add(at,
                "metric: 'test_accuracy' is never an objective, or the test set would choose the trial; use "
                + "val_accuracy");
            return;
        }
        var hint = Spelling.HintOrList(
            name, [.. workload.Objectives.Select(objective => objective.Name)], "it reports");
        errors.Add(at, $"metric: workload '{workload.Name}' has no objective {Quote.Text(name)}{hint}");
    }

    // W&B's default would silently choose the worst trial.
    private static void CheckGoal(WorkloadObjective objective, Section keys, ErrorList errors)
    {
        if (objective.NaturalGoal == Goal.Minimize || keys.Has(MetricKeys.Goal)) return;
        errors.Add(keys.At,
            "metric: 'goal' is missing, and minimize, its default, would choose the trial with the least "
            + $"'{objective.Name}'; write 'goal: maximize' or 'goal: minimize'");
    }
}
