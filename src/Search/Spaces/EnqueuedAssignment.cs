namespace Experiments.Search.Spaces;

/// <summary>Assignments that were not proposed but enqueued by a user or contributed by another sweep.</summary>
public static class EnqueuedAssignment
{
    /// <summary>
    /// Returns the assignment of the space that is meant: missing constants are filled in, and a whole number is
    /// converted to a real one if the space requires it, and the other way round.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The assignment is not one of the space; the message is human-readable and says why.
    /// </exception>
    public static Assignment Complete(SearchSpace space, IEnumerable<KeyValuePair<string, ParameterValue>> given)
    {
        var values = new Assignment(given);
        var assignment = space.Assign(parameter => ValueOf(parameter, values));
        foreach (var (name, _) in values)
        {
            if (assignment.TryGet(name, out _)) continue;
            throw new ArgumentException(
                space.Parameters.Any(parameter => parameter.Name == name)
                    ? $"parameter '{name}' does not exist with these values: its 'when' does not hold"
                    : $"there is no parameter '{name}'");
        }
        if (space.Sums?.FirstOrDefault(sum => sum.ExcessOf(assignment) > 0) is { } broken)
            throw new ArgumentException(
                FormattableString.Invariant($"{broken.Text} is {broken.SumOf(assignment)}, but 'constraints' allows ")
                + (broken.SumOf(assignment) > broken.Max
                    ? FormattableString.Invariant($"at most {broken.Max}")
                    : FormattableString.Invariant($"at least {broken.Min}")));
        return assignment;
    }

    /// <summary>Returns the completed assignment, or null if it is not one of the space.</summary>
    public static Assignment? TryComplete(SearchSpace space, Assignment given)
    {
        try
        {
            return Complete(space, given);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Returns why the assignment is not exactly one of the space, or null if it is.</summary>
    public static string? WhyNot(SearchSpace space, Assignment assignment)
    {
        try
        {
            return Complete(space, assignment).Equals(assignment)
                ? null
                : "some values have other types or are missing";
        }
        catch (ArgumentException reason)
        {
            return reason.Message;
        }
    }

    private static ParameterValue ValueOf(Parameter parameter, Assignment values)
    {
        if (values.TryGet(parameter.Name, out var value))
            return Fitting.TryFit(parameter.Distribution, value)
                ?? throw new ArgumentException($"parameter '{parameter.Name}' cannot be {value}");
        return parameter.Distribution is Distribution.Constant constant
            ? constant.Value
            : throw new ArgumentException($"parameter '{parameter.Name}' is missing");
    }
}
