using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.Contracts.Metrics;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>constraints</c>: the limits of metrics.</summary>
internal static class ConstraintsReader
{
    private const string Example = "'latency_ms: {max: 20}'";

    private static readonly MappingRule Limits = new("{max: 20}");
    private static readonly TextRule MetricText = new(MetricNames.Longest);

    /// <summary>Reads the limits of metrics, in order. Returns null if the file has none.</summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="space">The space. Sums of its parameters are read by <see cref="SumsReader"/>.</param>
    /// <param name="workload">The workload if it is built in, otherwise null.</param>
    /// <param name="errors">Receives the errors.</param>
    public static ImmutableArray<OutcomeConstraint>? Read(
        Section sweep, SearchSpace space, WorkloadSchema? workload, ErrorList errors)
    {
        if (!sweep.TryGet(SweepKeys.Constraints, out var mapping)) return null;
        if (mapping.Entries.Count == 0)
            errors.Add(mapping.At, $"'constraints' is empty; write {Example}, or leave it out");
        var constraints = ImmutableArray.CreateBuilder<OutcomeConstraint>();
        foreach (var entry in mapping.Entries.Where(entry => !SumsReader.IsSum(entry)))
        {
            CheckMetric(entry, sweep, space, workload, errors);
            if (ReadLimits(entry, errors) is var (min, max)) constraints.Add(new(entry.Key, min, max));
        }

        return constraints.Count > 0 ? constraints.ToImmutable() : null;
    }

    /// <summary>Reads the limits of an entry. Returns null if they are no mapping, which adds an error.</summary>
    public static (double? Min, double? Max)? ReadLimits(Node.Entry entry, ErrorList errors)
    {
        var subject = $"constraints: {Quote.Text(entry.Key)}";
        if (!Limits.TryRead(subject, entry.Value, errors, out var mapping)) return null;
        var keys = new Section(mapping, ConstraintKeys.All, subject, errors);
        double? min = keys.TryGet(ConstraintKeys.Min, out var least) ? least : null;
        double? max = keys.TryGet(ConstraintKeys.Max, out var most) ? most : null;
        if (!keys.Has(ConstraintKeys.Min) && !keys.Has(ConstraintKeys.Max))
            errors.Add(mapping.At, $"{subject} needs 'min', 'max' or both; write {Example}");
        if (min > max) errors.Add(mapping.At, $"{subject} needs min ≤ max, but got [{min}, {max}]");
        return (min, max);
    }

    private static void CheckMetric(
        Node.Entry entry, Section sweep, SearchSpace space, WorkloadSchema? workload, ErrorList errors)
    {
        var subject = $"constraints: {Quote.Text(entry.Key)}";
        if (!MetricText.Allows(entry.Key) || !MetricNames.IsName(entry.Key))
            errors.Add(entry.KeyAt, $"{subject} is not the name of a metric");
        else if (!MetricReader.IsIn(sweep))
            errors.Add(
                entry.KeyAt, $"{subject} limits which trials are the best, so the sweep needs a 'metric'; add it");
        else if (entry.Key == MetricNames.TestAccuracy && workload is not null)
            errors.Add(
                entry.KeyAt,
                $"{subject} has no limit, or the test set would choose the trial; use val_accuracy");
        else if (workload is not null && workload.Objectives.All(known => known.Name != entry.Key))
            errors.Add(
                entry.KeyAt,
                $"constraints: workload '{workload.Name}' reports no {Quote.Text(entry.Key)}" + Spelling.HintOrList(
                    entry.Key, [.. workload.Objectives.Select(objective => objective.Name)], "it reports"));
        else if (workload is null && space.Parameters.Any(parameter => parameter.Name == entry.Key))
            errors.Warn(
                entry.KeyAt,
                $"{subject} is a parameter, but is read as a metric; to limit the parameter, use its own min and max");
    }
}
