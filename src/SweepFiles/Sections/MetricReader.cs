using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Checks;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>metric</c> and checks that the workload reports it.</summary>
internal static class MetricReader
{
    private const string Example = "'metric: {name: val_accuracy, goal: maximize}'";

    /// <summary>
    /// Reads the objective, or several of them. The name is empty if there is none, or if it could not be read, which
    /// adds an error.
    /// </summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="workload">The workload if it is built in, otherwise null.</param>
    /// <param name="method">How values are proposed.</param>
    /// <param name="errors">Receives the errors.</param>
    public static ReadMetric Read(Section sweep, WorkloadSchema? workload, SearchMethod method, ErrorList errors)
    {
        if (sweep.Has(SweepKeys.Metrics)) return MetricsReader.Read(sweep, workload, method, errors);
        if (!sweep.Has(SweepKeys.Metric))
        {
            if (WhyNeeded(sweep, workload, method) is { } why)
                errors.Add(sweep.At, $"'metric' is missing{why}; write {Example}");
            return ReadMetric.None;
        }
        return sweep.TryGet(SweepKeys.Metric, out var mapping)
            ? ReadOne(mapping, "metric", workload, errors)
            : ReadMetric.None;
    }

    /// <summary>Returns whether the file has an objective, which may be wrong.</summary>
    public static bool IsIn(Section sweep) => sweep.Has(SweepKeys.Metric) || sweep.Has(SweepKeys.Metrics);

    /// <summary>Reads one objective.</summary>
    /// <param name="mapping">Its keys.</param>
    /// <param name="owner">The owner of the keys, for messages.</param>
    /// <param name="workload">The workload if it is built in, otherwise null.</param>
    /// <param name="errors">Receives the errors.</param>
    public static ReadMetric ReadOne(Node.Mapping mapping, string owner, WorkloadSchema? workload, ErrorList errors)
    {
        var keys = new Section(mapping, MetricKeys.All, owner, errors);
        if (keys.Require(MetricKeys.Name, Example, out var name) && workload is not null)
            CheckName(name, owner, keys, workload, errors);
        var goal = keys.Get(MetricKeys.Goal, Goal.Minimize);
        if (name is not null && workload is null && GoalDoubts.Find(name, goal) is { } doubt)
            errors.Warn(keys.ValuePositionOf(MetricKeys.Goal), $"{owner}: {doubt}");
        if (keys.TryGet(MetricKeys.Impute, out var impute) && impute != MetricKeys.Worst)
            errors.Warn(keys.ValuePositionOf(MetricKeys.Impute),
                $"{owner}: 'impute: {impute}' is not supported: a failed trial counts as worse than any other");
        return new(
            name ?? "", goal, keys.TryGet(MetricKeys.Target, out var target) ? target : null,
            keys.TryGet(MetricKeys.At, out var at) && at != ObjectiveAt.Last ? at : null);
    }

    private static string? WhyNeeded(Section sweep, WorkloadSchema? workload, SearchMethod method) =>
        workload is not null ? ""
        : sweep.Has(SweepKeys.EarlyTerminate) ? ", and early_terminate compares trials by it"
        : !SearchMethods.Learning.Contains(method) ? null
        : sweep.Has(SweepKeys.Method) ? $", and method {method.ToString().ToLowerInvariant()} learns from it"
        : ", and the sweep learns from it unless you write 'method: random'";

    private static void CheckName(
        string name, string owner, Section keys, WorkloadSchema workload, ErrorList errors)
    {
        if (workload.Objectives.FirstOrDefault(objective => objective.Name == name) is { } known)
        {
            CheckGoal(known, owner, keys, errors);
            return;
        }
        var at = keys.ValuePositionOf(MetricKeys.Name);
        if (name == MetricNames.TestAccuracy)
        {
            errors.Add(at,
                $"{owner}: 'test_accuracy' is never an objective, or the test set would choose the trial; use "
                + "val_accuracy");
            return;
        }
        var hint = Spelling.HintOrList(
            name, [.. workload.Objectives.Select(objective => objective.Name)], "it reports");
        errors.Add(at, $"{owner}: workload '{workload.Name}' has no objective {Quote.Text(name)}{hint}");
    }

    // W&B's default would silently choose the worst trial.
    private static void CheckGoal(WorkloadObjective objective, string owner, Section keys, ErrorList errors)
    {
        if (objective.NaturalGoal == Goal.Minimize || keys.Has(MetricKeys.Goal)) return;
        errors.Add(keys.At,
            $"{owner}: 'goal' is missing, and minimize, its default, would choose the trial with the least "
            + $"'{objective.Name}'; write 'goal: maximize' or 'goal: minimize'");
    }
}

/// <summary>The objectives of a sweep file.</summary>
/// <param name="Name">The name of the first; empty if there is none.</param>
/// <param name="Goal">Which of its values are better.</param>
/// <param name="Target">The value at which the sweep ends, or null.</param>
/// <param name="At">Which of its values counts, or null for the last one.</param>
/// <param name="More">The objectives besides the first, or null if there is only one.</param>
internal sealed record ReadMetric(
    string Name, Goal Goal, double? Target, ObjectiveAt? At, ImmutableArray<MetricGoal>? More = null)
{
    public static readonly ReadMetric None = new("", default, null, null);
}
