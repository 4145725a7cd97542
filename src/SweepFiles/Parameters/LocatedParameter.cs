using System.Collections.Immutable;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Parameters;

/// <summary>A parameter as read, before it is checked against the rest of the file.</summary>
/// <param name="Name">The name, dotted if nested.</param>
/// <param name="NameAt">The position of the name.</param>
/// <param name="At">The position of the definition.</param>
/// <param name="Distribution">The distribution, or null if it is wrong, for which an error was added.</param>
/// <param name="ValuesAt">The positions of the values of a constant or categorical distribution; otherwise
/// empty.</param>
/// <param name="When">The conditions that must all hold.</param>
/// <param name="Keys">The keys as written.</param>
internal sealed record LocatedParameter(
    string Name, Position NameAt, Position At, Distribution? Distribution, ImmutableArray<Position> ValuesAt,
    ImmutableArray<LocatedCondition> When, Section Keys)
{
    public Parameter ToParameter() => new(Name, Distribution!, [.. When.Select(condition => condition.ToCondition())]);
}

/// <summary>A condition as read.</summary>
internal sealed record LocatedCondition(string Parent, Position At, ImmutableArray<Located<ParameterValue>> Values)
{
    public Condition ToCondition() => new(Parent, [.. Values.Select(value => value.Value).Distinct()]);
}
