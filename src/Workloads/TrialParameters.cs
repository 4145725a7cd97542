using System.Collections.Immutable;

namespace Experiments.Workloads;

/// <summary>A trial's assignment, read by type, with the workload's defaults where it names no value.</summary>
/// <param name="Assignment">The trial's own values.</param>
/// <param name="Schema">The workload's defaults; null for a workload that declares none.</param>
public sealed record TrialParameters(Assignment Assignment, WorkloadSchema? Schema)
{
    /// <summary>Whether <paramref name="name"/> has a value, its own or a default.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A real number; a whole one counts as such.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is not a number.</exception>
    public double Number(string name) => Need(name) switch
    {
        ParameterValue.Number number => number.Value,
        ParameterValue.Integer whole => whole.Value,
        var other => throw Wrong(name, "a number", other),
    };

    /// <summary>A whole number; a real one that is whole counts as such.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is not a whole number.</exception>
    public long Integer(string name) => Need(name) switch
    {
        ParameterValue.Integer whole => whole.Value,
        ParameterValue.Number number when double.IsInteger(number.Value) && Math.Abs(number.Value) < 1L << 53 =>
            (long)number.Value,
        var other => throw Wrong(name, "a whole number", other),
    };

    /// <summary>A word.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is not text.</exception>
    public string Text(string name) =>
        Need(name) is ParameterValue.Text text ? text.Value : throw Wrong(name, "text", Need(name));

    /// <summary>True or false.</summary>
    /// <exception cref="UserErrorException">There is no value, or it is neither.</exception>
    public bool Flag(string name) =>
        Need(name) is ParameterValue.Flag flag ? flag.Value : throw Wrong(name, "true or false", Need(name));

    /// <summary>Whole numbers; a single one counts as a list of one.</summary>
    /// <exception cref="UserErrorException">There is no value, or an item is not a whole number.</exception>
    public ImmutableArray<long> Integers(string name) => Need(name) switch
    {
        ParameterValue.List list =>
        [
            .. list.Items.Select(item =>
                item is ParameterValue.Integer whole ? whole.Value : throw Wrong(name, "a list of whole numbers", list)),
        ],
        _ => [Integer(name)],
    };

    /// <summary>Words; a single one counts as a list of one.</summary>
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
