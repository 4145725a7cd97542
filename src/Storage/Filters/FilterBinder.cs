using System.Collections.Immutable;
using Experiments.Contracts.Messages;
using Experiments.Search.States;
using Experiments.Storage.Model;

namespace Experiments.Storage.Filters;

/// <summary>
/// Gives the names of a filter their meaning, checks the values, and replaces each negation with the opposite
/// conditions.
/// </summary>
public sealed class FilterBinder
{
    private static readonly string[] Statuses =
        [.. Enum.GetValues<TrialStatus>().Select(EnumText.Write)];

    private readonly IReadOnlyDictionary<FieldName, FoundField> _fields;

    private FilterBinder(IReadOnlyDictionary<FieldName, FoundField> fields) => _fields = fields;

    /// <summary>Creates the condition that a filter describes.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="fields">What each of its names denotes.</param>
    /// <exception cref="UserErrorException">A name denotes nothing, or a value does not fit its name.</exception>
    public static TrialCondition Bind(FilterSyntax filter, IReadOnlyDictionary<FieldName, FoundField> fields) =>
        new FilterBinder(fields).Bind(filter, negated: false);

    private TrialCondition Bind(FilterSyntax filter, bool negated) => filter switch
    {
        FilterSyntax.And and => Join(and.Items.Select(item => Bind(item, negated)), all: !negated),
        FilterSyntax.Or or => Join(or.Items.Select(item => Bind(item, negated)), all: negated),
        FilterSyntax.Not not => Bind(not.Item, !negated),
        FilterSyntax.Compare compare => Test(
            compare.Name, negated ? Opposite(compare.Comparison) : compare.Comparison, compare.Value),
        FilterSyntax.In one => Join(
            one.Values.Select(value => (TrialCondition)Test(
                one.Name, negated ? Comparison.NotEqual : Comparison.Equal, value)),
            all: negated),
        FilterSyntax.IsNull none => negated
            ? new TrialCondition.Present(FieldOf(none.Name))
            : new TrialCondition.Missing(FieldOf(none.Name)),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static TrialCondition Join(IEnumerable<TrialCondition> conditions, bool all) =>
        all ? new TrialCondition.All([.. conditions]) : new TrialCondition.Any([.. conditions]);

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Equal => Comparison.NotEqual,
        Comparison.NotEqual => Comparison.Equal,
        Comparison.Less => Comparison.AtLeast,
        Comparison.AtLeast => Comparison.Less,
        Comparison.More => Comparison.AtMost,
        _ => Comparison.More,
    };

    private TrialField FieldOf(FilterSyntax.LocatedName name) =>
        _fields[name.Name] is var found && found.IsFound
            ? found.Field
            : throw FilterFault.At(name.Position, found.Problem);

    private TrialCondition.Test Test(
        FilterSyntax.LocatedName located, Comparison comparison, FilterSyntax.LocatedValue value)
    {
        var field = FieldOf(located);
        var name = located.Name;
        var problem = field switch
        {
            TrialField.Column { Type: TrialColumnType.Time } => TimeProblem(value),
            TrialField.Column { Type: TrialColumnType.Status } =>
                OrderProblem(name, comparison) ?? StatusProblem(value),
            TrialField.Column { Type: TrialColumnType.Text } =>
                OrderProblem(name, comparison) ?? TextProblem(name, value),
            TrialField.Column { Type: TrialColumnType.Flag } =>
                OrderProblem(name, comparison) ?? FlagProblem(name, value),
            TrialField.Parameter => comparison is Comparison.Equal or Comparison.NotEqual
                ? null
                : NumberProblem("the comparison", value),
            _ => NumberProblem($"'{name}'", value),
        };
        return problem is null
            ? new TrialCondition.Test(field, comparison, value.Value)
            : throw FilterFault.At(value.Position, problem);
    }

    private static string? NumberProblem(string what, FilterSyntax.LocatedValue value) =>
        value.Value.ToReal() is null
            ? $"{what} needs a number, not {FilterFault.Quote(value.Written)}"
            : null;

    private static string? OrderProblem(FieldName name, Comparison comparison) =>
        comparison is Comparison.Equal or Comparison.NotEqual
            ? null
            : $"'{name}' has no order; use =, != or in";

    private static string? TextProblem(FieldName name, FilterSyntax.LocatedValue value) =>
        value.Value is ParameterValue.Text
            ? null
            : $"'{name}' is text; write {FilterFault.Quote(value.Written)} in quotes";

    private static string? FlagProblem(FieldName name, FilterSyntax.LocatedValue value) =>
        value.Value is ParameterValue.Flag
            ? null
            : $"'{name}' is true or false, not {FilterFault.Quote(value.Written)}";

    private static string? StatusProblem(FilterSyntax.LocatedValue value) =>
        value.Value is ParameterValue.Text { Value: var word } && Statuses.Contains(word)
            ? null
            : $"no status is called {FilterFault.Quote(value.Written)}"
                + Spelling.HintOrList(value.Written, Statuses, "the statuses are");

    private static string? TimeProblem(FilterSyntax.LocatedValue value) =>
        value.Value is ParameterValue.Text { Value: var text } && FilterTime.TryParse(text, out _)
            ? null
            : $"{FilterFault.Quote(value.Written)} is not a time; write a day or a time in quotes, such as "
                + "'2026-11-29' or '2026-11-29T10:30Z'";
}
