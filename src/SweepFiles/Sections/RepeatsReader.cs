using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>repeats</c>.</summary>
internal static class RepeatsReader
{
    /// <summary>Reads the most trials of each assignment. Returns null if each is tried once.</summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="metric">The objective.</param>
    /// <param name="space">The search space.</param>
    /// <param name="workload">The workload, or null if it could not be read.</param>
    /// <param name="errors">Receives the errors.</param>
    public static int? Read(
        Section sweep, ReadMetric metric, SearchSpace space, WorkloadSpec? workload, ErrorList errors)
    {
        if (!sweep.TryGet(SweepKeys.Repeats, out var repeats) || repeats < 2) return null;
        if (WhyNot(sweep, metric, space, workload) is { } problem)
            errors.Add(sweep.PositionOf(SweepKeys.Repeats), $"'repeats' {problem}");
        if (KeepsBest(sweep) is { } at)
            errors.Add(
                at,
                "checkpoint: 'keep: best' keeps the checkpoint of a single lucky trial when there are 'repeats'; write "
                + "'keep: last', which is the default then");
        return (int)repeats;
    }

    private static string? WhyNot(Section sweep, ReadMetric metric, SearchSpace space, WorkloadSpec? workload)
    {
        if (metric.More is not null)
            return "compares means of one metric, and the sweep has several 'metrics'; leave one of the two out";
        if (metric.Name.Length == 0 && !MetricReader.IsIn(sweep))
            return "needs a metric, since without one no trial is better than another; add 'metric'";
        if (SeedParameters.Find(space).FirstOrDefault() is { } seed)
            return $"gives each trial another seed, but the parameter '{seed}' sets it; leave one of the two out";
        return workload is WorkloadSpec.Program program
            && program.Environment.ContainsKey(WorkloadSpec.Program.SeedVariable)
            ? $"gives each trial another seed, but 'env' sets {WorkloadSpec.Program.SeedVariable}; leave one of the "
                + "two out"
            : null;
    }

    private static Position? KeepsBest(Section sweep) =>
        sweep.ValueOf(SweepKeys.Checkpoint) is Node.Mapping checkpoint
        && new Section(checkpoint, ResourceKeys.Checkpoint, "checkpoint", new ErrorList("")) is var places
        && places.TryGet(ResourceKeys.Keep, out var keep) && keep == CheckpointKeep.Best
            ? places.ValuePositionOf(ResourceKeys.Keep)
            : null;
}
