using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.Contracts.Workloads;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Checks;

/// <summary>
/// Checks the parameters of a built-in workload: their names must be known and their values accepted. Replaces aliases.
/// </summary>
internal static class WorkloadParametersCheck
{
    /// <summary>Returns the parameters with the workload's own names, also in their conditions.</summary>
    public static ImmutableArray<LocatedParameter> Resolve(
        ImmutableArray<LocatedParameter> parameters, WorkloadSchema workload, ErrorList errors)
    {
        var given = new OrderedDictionary<string, LocatedParameter>();
        var written = new Dictionary<string, string>();
        foreach (var parameter in parameters)
        {
            if (workload.Find(parameter.Name) is not { } known)
            {
                errors.Add(parameter.NameAt, workload.UnknownParameter(parameter.Name));
                given.TryAdd(parameter.Name, parameter);
            }
            else if (given.TryAdd(known.Name, parameter with { Name = known.Name }))
            {
                written.Add(known.Name, parameter.Name);
                CheckValues(parameter, known.Rule, errors);
            }
            else
                errors.Add(parameter.NameAt,
                    $"'{parameter.Name}' and '{written[known.Name]}' are one parameter, given twice; keep "
                    + $"'{known.Name}'");
        }
        return [.. given.Values.Select(parameter => WithKnownConditions(parameter, workload))];
    }

    private static LocatedParameter WithKnownConditions(LocatedParameter parameter, WorkloadSchema workload) =>
        parameter with
        {
            When =
            [
                .. parameter.When.Select(condition =>
                    condition with { Parent = workload.Find(condition.Parent)?.Name ?? condition.Parent }),
            ],
        };

    private static void CheckValues(LocatedParameter parameter, ParameterRule rule, ErrorList errors)
    {
        switch (parameter.Distribution)
        {
            case null:
                break;
            case Distribution.Constant one:
                CheckValue(parameter, one.Value, parameter.ValuesAt[0], rule, errors);
                break;
            case Distribution.Categorical choice:
                foreach (var (value, at) in choice.Values.Zip(parameter.ValuesAt))
                    CheckValue(parameter, value, at, rule, errors);
                break;
            default:
                var range = ValueRange.FromDistribution(parameter.Distribution);
                if (!rule.Allows(range))
                    errors.Add(parameter.At,
                        $"parameter '{parameter.Name}' needs {rule.Describe()}, but its distribution gives {range}");
                break;
        }
    }

    private static void CheckValue(
        LocatedParameter parameter, ParameterValue value, Position at, ParameterRule rule, ErrorList errors)
    {
        if (rule.Allows(value)) return;
        var hint = (rule, value) is (ParameterRule.OneOf choice, ParameterValue.Text text)
            ? Spelling.Hint(text.Value, choice.Words)
            : "";
        var shown = value is ParameterValue.Text ? Quote.Text(value.ToString()!) : Quote.Plain(value.ToString()!);
        errors.Add(at, rule.WrongValue(parameter.Name, shown) + hint);
    }
}
