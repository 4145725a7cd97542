using System.Collections.Immutable;

namespace Experiments.Workloads;

/// <summary>Typed access to a trial's assignment, with the workload's defaults for missing values.</summary>
/// <param name="Assignment">The trial's own values.</param>
/// <param name="Schema">The workload's schema with its defaults, or null if it declares none.</param>
public sealed record TrialParameters(Assignment Assignment, WorkloadSchema? Schema)
{
    /// <summary>Whether <paramref name="name"/> has a value, assigned or by default.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Returns a real number; a whole number is converted.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is not a number.</exception>
    public double Number(string name) => Need(name) switch
    {
        ParameterValue.Number number => number.Value,
        ParameterValue.Integer whole => whole.Value,
        var other => throw Wrong(name, "a number", other),
    };

    /// <summary>Returns a whole number; a real number without a fraction is converted.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is not a whole number.</exception>
    public long Integer(string name) => Need(name) switch
    {
        ParameterValue.Integer whole => whole.Value,
        ParameterValue.Number number when double.IsInteger(number.Value) && Math.Abs(number.Value) < 1L << 53 =>
            (long)number.Value,
        var other => throw Wrong(name, "a whole number", other),
    };

    /// <summary>Returns text.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is not text.</exception>
    public string Text(string name) =>
        Need(name) is ParameterValue.Text text ? text.Value : throw Wrong(name, "text", Need(name));

    /// <summary>Returns true or false.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is neither.</exception>
    public bool Flag(string name) =>
        Need(name) is ParameterValue.Flag flag ? flag.Value : throw Wrong(name, "true or false", Need(name));

    /// <summary>Returns whole numbers; a single one counts as a list of one.</summary>
    /// <exception cref="UserErrorException">There is no value, or an item is not a whole number.</exception>
    public ImmutableArray<long> Integers(string name) => Need(name) switch
    {
        ParameterValue.List list =>
        [
            .. list.Items.Select(item =>
                item is ParameterValue.Integer whole
                    ? whole.Value
                    : throw Wrong(name, "a list of whole numbers", list)),
        ],
        _ => [Integer(name)],
    };

    /// <summary>Returns several texts; a single one counts as a list of one.</summary>
    /// <exception cref="UserErrorException">There is no value, or an item is not text.</exception>
    public ImmutableArray<string> Texts(string name) => Need(name) switch
    {
        ParameterValue.List list =>
        [
            .. list.Items.Select(item =>
                item is ParameterValue.Text text ? text.Value : throw Wrong(name, "a list of words", list)),
        ],
        _ => [Text(name)],
    };

    private ParameterValue? Find(string name) =>
        Assignment.TryGet(name, out var value)
            ? value
            : Schema?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Default;

    private ParameterValue Need(string name) =>
        Find(name) ?? throw new UserErrorException(
            $"the trial has no parameter '{name}': give it a value under 'parameters' in the sweep file");

    private static UserErrorException Wrong(string name, string wanted, ParameterValue got) =>
        new($"parameter '{name}' must be {wanted}, but is {got}");
}
