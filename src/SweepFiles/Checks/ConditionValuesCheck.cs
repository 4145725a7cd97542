using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.SweepFiles.Parameters;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Checks;

/// <summary>Checks that conditions name existing parameters and values that those can have.</summary>
internal sealed class ConditionValuesCheck
{
    private readonly Dictionary<string, LocatedParameter> _parameters;
    private readonly Dictionary<string, PossibleValues?> _possible = [];
    private readonly ErrorList _errors;

    private ConditionValuesCheck(ImmutableArray<LocatedParameter> parameters, ErrorList errors)
    {
        _parameters = parameters.ToDictionary(parameter => parameter.Name);
        _errors = errors;
    }

    /// <summary>
    /// Returns the parameters with the values of their conditions as their parents list them: 1.0 instead of 1 if the
    /// parent has 1.0.
    /// </summary>
    public static ImmutableArray<LocatedParameter> Resolve(
        ImmutableArray<LocatedParameter> parameters, ErrorList errors)
    {
        var check = new ConditionValuesCheck(parameters, errors);
        return
        [
            .. parameters.Select(parameter => parameter with
            {
                When = [.. parameter.When.Select(condition => check.Resolve(parameter.Name, condition))],
            }),
        ];
    }

    private LocatedCondition Resolve(string child, LocatedCondition condition)
    {
        if (!_parameters.TryGetValue(condition.Parent, out var parent))
        {
            _errors.Add(condition.At,
                $"parameter '{child}': 'when' names {Quote.Text(condition.Parent)}, which is not a parameter"
                + Spelling.Hint(condition.Parent, _parameters.Keys));
            return condition;
        }
        if (parent.Distribution is null) return condition;
        if (PossibleOf(parent) is { } possible)
        {
            var values = condition.Values.Select(value => Resolve(child, value, parent.Name, possible));
            return condition with { Values = [.. values] };
        }
        _errors.Add(condition.At,
            $"parameter '{child}': 'when' needs a parameter with listed values or whole numbers, "
            + $"but '{parent.Name}' has neither");
        return condition;
    }

    private Located<ParameterValue> Resolve(
        string child, Located<ParameterValue> wanted, string parent, PossibleValues possible)
    {
        if (possible.Find(wanted.Value) is { } found) return wanted with { Value = found };
        _errors.Add(wanted.At,
            $"parameter '{child}': 'when' needs a value that '{parent}' can have, {possible}, "
            + $"but got {Quote.Plain(wanted.Value.ToString()!)}");
        return wanted;
    }

    private PossibleValues? PossibleOf(LocatedParameter parent)
    {
        if (!_possible.TryGetValue(parent.Name, out var possible))
            _possible.Add(parent.Name, possible = PossibleValues.TryOf(parent.Distribution!));
        return possible;
    }
}
