using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>Shows the objectives of a sweep, of which there may be several.</summary>
internal static class ObjectiveText
{
    /// <summary>Returns all objectives in the order of the sweep file.</summary>
    public static ImmutableArray<MetricGoal> All(SweepSpec spec) =>
        [new(spec.Metric, spec.Search.Goal), .. spec.Search.MoreObjectives ?? []];

    /// <summary>Returns the goal of each objective by its name, or null if there is only one.</summary>
    public static Fields? Goals(SweepSpec spec) => spec.Search.MoreObjectives is null
        ? null
        : new([.. All(spec).Select(objective => KeyValuePair.Create(objective.Metric, (object?)objective.Goal))]);

    /// <summary>Returns the goals as text: <c>minimize loss, maximize accuracy</c>.</summary>
    public static string Describe(SweepSpec spec) => string.Join(
        ", ", All(spec).Select(objective => $"{ShortText.Format(objective.Goal)} {objective.Metric}"));

    /// <summary>
    /// Returns the columns of the objectives besides the first, and of whether a trial is on the front; none if there
    /// is only one objective.
    /// </summary>
    public static ImmutableArray<Column<TrialSummary>> Columns(SweepSpec spec) => spec.Search.MoreObjectives is null
        ? []
        :
        [
            .. All(spec).Index().Skip(1).Select(objective =>
                new Column<TrialSummary>(objective.Item.Metric, trial => At(trial, objective.Index))
                {
                    Title = objective.Item.Metric,
                    InData = false,
                    Right = true,
                }),
            new("objectives", trial => trial.Objectives.Count == 0 ? null : Values(spec, trial)) { InTable = false },
            new("on_front", trial => trial.OnFront) { Title = "front", Shown = trial => trial.OnFront ? "yes" : "" },
        ];

    /// <summary>Returns a trial's objectives with their names: <c>loss 0.1, latency_ms 3</c>.</summary>
    public static string Of(SweepSpec spec, TrialSummary trial) => trial.Objectives.Count == 0
        ? $"{spec.Metric} {ShortText.Format(trial.Objective)}"
        : string.Join(", ", All(spec).Zip(
            trial.Objectives, (objective, value) => $"{objective.Metric} {ShortText.Format(value)}"));

    private static double? At(TrialSummary trial, int index) =>
        index < trial.Objectives.Count ? trial.Objectives[index] : null;

    private static Fields Values(SweepSpec spec, TrialSummary trial) => new(
        [.. All(spec).Zip(
            trial.Objectives, (objective, value) => KeyValuePair.Create(objective.Metric, (object?)value))]);
}
