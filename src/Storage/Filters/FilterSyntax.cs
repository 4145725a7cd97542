using System.Collections.Immutable;

namespace Experiments.Storage.Filters;

/// <summary>
/// A filter as written: names are not looked up yet, and values not compared with what the names mean.
/// </summary>
public abstract record FilterSyntax
{
    private FilterSyntax() { }

    /// <summary>All of the conditions, at least two.</summary>
    internal sealed record And(ImmutableArray<FilterSyntax> Items) : FilterSyntax;

    /// <summary>At least one of the conditions, of which there are at least two.</summary>
    internal sealed record Or(ImmutableArray<FilterSyntax> Items) : FilterSyntax;

    /// <summary>Not the condition.</summary>
    internal sealed record Not(FilterSyntax Item) : FilterSyntax;

    /// <summary>A comparison with a value.</summary>
    internal sealed record Compare(LocatedName Name, Comparison Comparison, LocatedValue Value) : FilterSyntax;

    /// <summary>Equal to one of the values.</summary>
    internal sealed record In(LocatedName Name, ImmutableArray<LocatedValue> Values) : FilterSyntax;

    /// <summary>Without a value.</summary>
    internal sealed record IsNull(LocatedName Name) : FilterSyntax;

    /// <summary>Returns the different names in the order in which they are written.</summary>
    public IEnumerable<FieldName> Names() => All().Select(name => name.Name).Distinct();

    private IEnumerable<LocatedName> All() => this switch
    {
        And and => and.Items.SelectMany(item => item.All()),
        Or or => or.Items.SelectMany(item => item.All()),
        Not not => not.Item.All(),
        Compare compare => [compare.Name],
        In one => [one.Name],
        IsNull none => [none.Name],
        _ => [],
    };

    /// <summary>A name and its position, from 1.</summary>
    internal readonly record struct LocatedName(FieldName Name, int Position);

    /// <summary>A value, how it is written, and its position, from 1.</summary>
    internal readonly record struct LocatedValue(ParameterValue Value, string Written, int Position);
}
