using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Client.Shells;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>The columns of listings of trials.</summary>
internal static class TrialColumns
{
    /// <summary>The name of the column that says whether a trial is pinned.</summary>
    public const string Pinned = "pinned";

    /// <summary>
    /// Returns all columns. Tables show the objective under its name, and only those parameters that vary.
    /// </summary>
    public static ImmutableArray<Column<TrialSummary>> Create(SweepDetail sweep)
    {
        var varying = VaryingParameters.Find(sweep.Spec.Search.Space).Select(parameter => parameter.Name).ToFrozenSet();
        return Create(sweep.Spec, varying);
    }

    private static ImmutableArray<Column<TrialSummary>> Create(SweepSpec spec, FrozenSet<string> varying) =>
    [
        new("trial", trial => trial.Number) { Right = true },
        new("status", trial => trial.Status),
        new("objective", trial => trial.Objective) { InTable = false },
        // Tables show the final value, or the newest value of a trial that has no final one.
        new("latest", trial => trial.Latest)
        {
            Title = spec.Metric,
            Shown = trial => ShortText.Format(trial.Objective ?? trial.Latest),
            Right = true,
            InTable = spec.HasObjective,
        },
        .. ObjectiveText.Columns(spec),
        new("violation", trial => trial.Violation)
        {
            Shown = trial => Violation(trial.Violation) ?? "",
            Right = true,
            InTable = spec.Search.Constraints is not null,
        },
        new("step", trial => trial.Step) { Right = true },
        new("attempt", trial => trial.Attempt) { InTable = false },
        new("restarts", trial => trial.Restarts) { InTable = false },
        new("elapsed_seconds", trial => trial.Elapsed.TotalSeconds)
        {
            Title = "time",
            Shown = trial => ShortText.Format(trial.Elapsed),
            Right = true,
        },
        new("device_hours", trial => spec.Resources.DeviceHours(trial.Elapsed))
        {
            InTable = false,
            Shown = trial => DeviceHours.Format(trial.Elapsed, spec.Resources),
        },
        new("started_at", trial => trial.StartedAt) { InTable = false },
        new("finished_at", trial => trial.FinishedAt) { InTable = false },
        new("node", trial => trial.Node) { InTable = false },
        new("cause", trial => trial.Cause) { InTable = false },
        new(Pinned, trial => trial.Pinned) { InTable = false, Shown = trial => trial.Pinned ? "yes" : "" },
        new("parameters", trial => Fields.From(trial.Assignment))
        {
            Shown = trial => ParametersOrCause(trial, varying),
            Wraps = true,
        },
    ];

    /// <summary>The column with the newest value of each metric.</summary>
    public static Column<TrialSummary> Metrics { get; } = new("metrics", trial => Fields.From(trial.Metrics));

    /// <summary>Returns the column with the number of files that the trial's program left.</summary>
    /// <param name="count">The number.</param>
    /// <param name="reference">The trial, as the user names it.</param>
    /// <param name="shell">The shell in which the user calls this program.</param>
    public static Column<TrialSummary> Artifacts(long count, string reference, Shell shell) =>
        new("artifacts", _ => count)
        {
            Shown = _ => count == 0
                ? ""
                : shell.Hint($"{count} {(count == 1 ? "file" : "files")}, see 'experiments artifacts {reference}'"),
        };

    /// <summary>
    /// Returns the column with the diagnosis of a trial's newest gradients: each layer that is unusual, and how. It is
    /// null if none is.
    /// </summary>
    public static Column<TrialSummary> Diagnosis(WorkloadSpec workload)
    {
        var schema = BuiltInWorkloads.SchemaOf(workload);
        return new("diagnosis", trial => Unusual(trial.Metrics))
        {
            Shown = trial => Contracts.Metrics.Diagnosis.Find(
                trial.Metrics, schema?.Find("activation") is null
                    ? null
                    : new TrialParameters(trial.Assignment, schema).Text("activation")) ?? "",
        };
    }

    /// <summary>Returns how far a trial is outside of limits, as a share of them, or null if it keeps them.</summary>
    public static string? Violation(double? violation) => violation switch
    {
        null => null,
        < 0.01 => "< 1 %",
        > 10 => "> 1000 %",
        { } share => $"{Math.Round(share * 100):0} %",
    };

    private static Fields? Unusual(IReadOnlyDictionary<string, double> metrics)
    {
        var layers = Contracts.Metrics.Diagnosis.LayersOf(metrics).Where(layer => layer.Health != LayerHealth.Healthy);
        var unusual = new Fields(
            [.. layers.Select(layer => KeyValuePair.Create(
                layer.Layer, (object?)JsonNamingPolicy.SnakeCaseLower.ConvertName($"{layer.Health}")))]);
        return unusual.Items.IsEmpty ? null : unusual;
    }

    private static string ParametersOrCause(TrialSummary trial, FrozenSet<string> varying)
    {
        var all = Fields.From(trial.Assignment);
        var parameters = new Fields([.. all.Items.Where(item => varying.Contains(item.Key))]).ToShortText();
        return trial is { Status: TrialStatus.Failed, Cause: { } cause } ? $"{parameters}: {cause}" : parameters;
    }
}
