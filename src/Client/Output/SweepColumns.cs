using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>The columns of one sweep's details.</summary>
internal static class SweepColumns
{
    /// <summary>Creates the listing.</summary>
    /// <param name="importance">
    /// The importance of each parameter for the objective, see <see cref="Search.Importance.ParameterImportance"/>.
    /// </param>
    /// <param name="trained">The training time of all trials together.</param>
    /// <param name="spending">What was used of the budget, or null if it is unknown or there is no budget.</param>
    public static Listing<SweepDetail> Create(
        ImmutableArray<(string Parameter, double Share)> importance, TimeSpan trained,
        Spending? spending = null) => new(
    [
        new("id", sweep => sweep.Summary.Id),
        new("name", sweep => sweep.Summary.Name),
        new("description", sweep => sweep.Spec.Description),
        new("status", sweep => sweep.Summary.StatusWord()) { Shown = sweep => sweep.Summary.Shown() },
        new("waits_for", sweep => sweep.Summary.WaitsFor) { InTable = false },
        new("reason", sweep => sweep.Summary.Reason),
        new("workload", sweep => WorkloadOf(sweep.Spec.Workload).Name),
        new("dataset", sweep => WorkloadOf(sweep.Spec.Workload).Dataset),
        new("method", sweep => sweep.Spec.Search.Method),
        new("seed", sweep => sweep.Spec.Search.Seed),
        new("metric", sweep => sweep.Summary.Metric),
        new("goal", sweep => sweep.Summary.Goal),
        new("metrics", sweep => ObjectiveText.Goals(sweep.Spec))
        {
            Shown = sweep => sweep.Spec.Search.MoreObjectives is null ? "" : ObjectiveText.Describe(sweep.Spec),
        },
        new("metric_at", sweep => sweep.Spec.ObjectiveAt ?? ObjectiveAt.Last),
        new("target", sweep => sweep.Spec.Search.Target),
        new("constraints", sweep => ConstraintText.Fields(sweep.Spec.Search))
        {
            Shown = sweep => ConstraintText.Lines(sweep.Spec.Search),
        },
        new("run_cap", sweep => sweep.Summary.RunCap),
        new("max_concurrent_trials", sweep => sweep.Spec.MaxConcurrentTrials),
        new("limited_to", sweep => sweep.Summary.LimitedTo),
        new("budget", sweep => BudgetOf(sweep, spending) is { } budget ? BudgetLeft.Limits(budget) : null)
        {
            Shown = sweep => BudgetOf(sweep, spending) is { } budget ? BudgetLeft.DescribeLimits(budget) : "",
        },
        new("budget_left", _ => spending is null ? null : BudgetLeft.Of(spending))
        {
            Shown = sweep => spending is null ? "" : BudgetLeft.Describe(spending, sweep.Spec.Resources),
        },
        new("trials", sweep => sweep.Summary.Trials.Total),
        new("trials_running", sweep => sweep.Summary.Trials.Running),
        new("trials_waiting", sweep => sweep.Summary.Trials.Waiting),
        new("trials_paused", sweep => sweep.Summary.Trials.Paused),
        new("trials_completed", sweep => sweep.Summary.Trials.Completed),
        new("trials_pruned", sweep => sweep.Summary.Trials.Pruned),
        new("trials_failed", sweep => sweep.Summary.Trials.Failed),
        new("trials_cancelled", sweep => sweep.Summary.Trials.Cancelled),
        new("best", sweep => sweep.Summary.BestObjective),
        new("best_trial", sweep => sweep.Summary.BestTrial),
        new("best_violation", sweep => sweep.Summary.BestViolation)
        {
            Shown = sweep => TrialColumns.Violation(sweep.Summary.BestViolation) ?? "",
        },
        new("created_at", sweep => sweep.Summary.CreatedAt),
        new("started_at", sweep => sweep.Summary.StartedAt),
        new("finished_at", sweep => sweep.Summary.FinishedAt),
        new("elapsed_seconds", sweep => sweep.Summary.Elapsed?.TotalSeconds)
        {
            Title = "time",
            Shown = sweep => sweep.Summary.Elapsed is { } elapsed ? ShortText.Format(elapsed) : "",
        },
        new("trained_seconds", _ => trained.TotalSeconds)
        {
            Title = "trained",
            Shown = _ => ShortText.Format(trained),
        },
        new("device_hours", sweep => sweep.Spec.Resources.DeviceHours(trained))
        {
            Shown = sweep => DeviceHours.Format(trained, sweep.Spec.Resources),
        },
        new("archived_at", sweep => sweep.Summary.ArchivedAt),
        new("tags", sweep => sweep.Summary.Tags),
        new("note", sweep => sweep.Summary.Note),
        new("cluster", sweep => sweep.Cluster),
        new("experiments_version", sweep => sweep.Provenance?.ExperimentsVersion),
        new("torch_version", sweep => sweep.Provenance?.TorchVersion),
        new("dataset_sha256", sweep => sweep.Provenance?.DatasetSha256),
        new("workload_sha256", sweep => sweep.Provenance?.WorkloadSha256),
        new("interpreter", sweep => sweep.Provenance?.Interpreter),
        new("threads", sweep => sweep.Provenance?.Threads),
        new("parameters", sweep => ParametersOf(sweep.Spec.Search))
        {
            Shown = sweep => Lines(sweep.Spec.Search),
        },
        new("importance",
            _ => new Fields(
                [.. importance.Select(share => KeyValuePair.Create(share.Parameter, (object?)share.Share))]))
        {
            Shown = _ => ImportanceText.Format(importance),
        },
    ]);

    private static SweepBudget? BudgetOf(SweepDetail sweep, Spending? spending) =>
        spending?.Limits ?? sweep.Spec.Search.Budget;

    private static (string Name, string? Dataset) WorkloadOf(WorkloadSpec workload) => workload switch
    {
        WorkloadSpec.BuiltIn builtIn => (builtIn.Name, builtIn.Dataset),
        WorkloadSpec.FromAssembly assembly => ($"{assembly.Assembly}:{assembly.Type}", null),
        WorkloadSpec.Program program => (string.Join(' ', program.Command), null),
        WorkloadSpec.Outside => (WorkloadSpec.Outside.Name, null),
        _ => throw new ArgumentOutOfRangeException(nameof(workload)),
    };

    private static Fields ParametersOf(SearchSpec search) => new(
        [.. search.Space.Parameters
            .Select(parameter => KeyValuePair.Create(parameter.Name, (object?)ParameterFields.Of(parameter)))]);

    private static string Lines(SearchSpec search) => string.Join('\n', search.Space.Parameters
        .Select(parameter => $"{parameter.Name}: {ParameterText.Describe(parameter)}"));
}
