using Experiments.Contracts.Sweeps;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>metrics</c>, and checks that the rest of the file suits several objectives.</summary>
internal static class MetricsReader
{
    // With more, nearly every trial is on the front, and none is better than another.
    private const int Most = 5;

    /// <summary>Reads the objectives. The name is empty if they could not be read, which adds an error.</summary>
    public static ReadMetric Read(Section sweep, WorkloadSchema? workload, SearchMethod method, ErrorList errors)
    {
        if (sweep.Has(SweepKeys.Metric))
            errors.Add(
                sweep.PositionOf(SweepKeys.Metrics),
                "'metric' and 'metrics' both name the objective; add the metric of 'metric' to 'metrics', and leave "
                + "'metric' out");
        if (!sweep.TryGet(SweepKeys.Metrics, out var items)) return ReadMetric.None;
        if (items is [var only]) return MetricReader.ReadOne(only.Value, OwnerOf(0), workload, errors);
        if (items.Length > Most)
            errors.Add(
                items[Most].At,
                $"'metrics' has {items.Length} items, but at most {Most} are possible: with more, hardly any trial is "
                + "better than another; leave out those that matter least, or limit them in 'constraints'");
        ReadMetric[] read = [.. items.Select(
            (item, index) => MetricReader.ReadOne(item.Value, OwnerOf(index), workload, errors))];
        foreach (var (index, metric) in read.Index())
        {
            CheckItem(items[index], OwnerOf(index), metric, errors);
            if (metric.Name.Length > 0 && read.Take(index).Any(other => other.Name == metric.Name))
                errors.Add(
                    items[index].At,
                    $"{OwnerOf(index)}: {Quote.Text(metric.Name)} is in the list already; leave one of the two out");
        }
        CheckSweep(sweep, method, errors);
        return read[0] with
        {
            More = [.. read.Skip(1).Select(metric => new MetricGoal(metric.Name, metric.Goal))],
        };
    }

    private static string OwnerOf(int index) => $"metrics (item {index + 1})";

    private static void CheckItem(Located<Node.Mapping> item, string owner, ReadMetric metric, ErrorList errors)
    {
        if (metric.Target is not null)
            errors.Add(
                item.At,
                $"{owner}: 'target' ends a sweep at a value of its only objective; leave it out, or end the sweep with "
                + "'budget: {no_better_after: 50}'");
        if (metric.At == ObjectiveAt.Best)
            errors.Add(
                item.At,
                $"{owner}: 'at: best' would compare values of different steps, which no checkpoint has together; leave "
                + "it out, and the last values count");
    }

    private static void CheckSweep(Section sweep, SearchMethod method, ErrorList errors)
    {
        if (!SearchMethods.ForSeveralObjectives.Contains(method))
            errors.Add(
                sweep.ValuePositionOf(SweepKeys.Method),
                $"method {method.ToString().ToLowerInvariant()} searches for the best of one metric; with several "
                + "'metrics' use auto, tpe, nsga2, random, sobol or grid");
        if (sweep.ValueOf(SweepKeys.EarlyTerminate) is Node.Mapping early
            && new Section(early, EarlyTerminationKeys.All, "early_terminate", new ErrorList("")) is var keys
            && keys.TryGet(EarlyTerminationKeys.Type, out var kind) && kind != EarlyTerminationKeys.Kind.Asha)
            errors.Add(
                keys.ValuePositionOf(EarlyTerminationKeys.Type),
                $"early_terminate: {kind.ToString().ToLowerInvariant()} compares trials by one metric; with several "
                + "'metrics' use 'type: asha'");
        if (sweep.ValueOf(SweepKeys.Checkpoint) is Node.Mapping checkpoint
            && new Section(checkpoint, ResourceKeys.Checkpoint, "checkpoint", new ErrorList("")) is var places
            && places.TryGet(ResourceKeys.Keep, out var keep) && keep == CheckpointKeep.Best)
            errors.Add(
                places.ValuePositionOf(ResourceKeys.Keep),
                "checkpoint: 'keep: best' keeps the checkpoints of one best trial, and several 'metrics' have a front "
                + "of them; write 'keep: last', which is the default then");
    }
}
