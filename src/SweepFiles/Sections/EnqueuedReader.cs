using System.Collections.Immutable;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads the trials that a sweep is given: <c>enqueue</c> and <c>warm_start</c>.</summary>
internal static class EnqueuedReader
{
    private static readonly ValueRule OneValue = new();

    /// <summary>Reads the assignments, in order. Wrong ones are reported and left out.</summary>
    public static ImmutableArray<Assignment> ReadEnqueue(Section keys, SearchSpace space, ErrorList errors)
    {
        // With a wrong space, assignments cannot be checked.
        if (!keys.TryGet(SweepKeys.Enqueue, out var mappings) || errors.Any) return [];
        if (keys.TryGet(SweepKeys.RunCap, out var cap) && mappings.Length > cap)
            errors.Add(
                keys.ValuePositionOf(SweepKeys.Enqueue),
                $"'enqueue' has {mappings.Length} trials, but run_cap is {cap}");
        var assignments = ImmutableArray.CreateBuilder<Assignment>();
        foreach (var (index, (mapping, at)) in mappings.Index())
        {
            var subject = $"'enqueue' (item {index + 1})";
            var values = new List<KeyValuePair<string, ParameterValue>>();
            foreach (var entry in mapping.Entries)
            {
                if (OneValue.TryRead($"{subject}: {Quote.Text(entry.Key)}", entry.Value, errors, out var value))
                    values.Add(new(entry.Key, value));
            }
            if (values.Count < mapping.Entries.Count) continue;
            try
            {
                assignments.Add(EnqueuedAssignment.Complete(space, values));
            }
            catch (ArgumentException wrong)
            {
                errors.Add(at, $"{subject}: {wrong.Message}");
            }
        }
        return assignments.ToImmutable();
    }

    /// <summary>Reads the names as written.</summary>
    public static ImmutableArray<string> ReadWarmStart(Section keys, SearchMethod method, ErrorList errors)
    {
        if (!keys.TryGet(SweepKeys.WarmStart, out var sweeps)) return [];
        if (!SearchMethods.Learning.Contains(method))
            errors.Add(
                keys.PositionOf(SweepKeys.WarmStart),
                "'warm_start' needs a method that learns, such as tpe; "
                + $"{method.ToString().ToLowerInvariant()} does not");
        return [.. sweeps.Select(sweep => sweep.Value)];
    }
}
