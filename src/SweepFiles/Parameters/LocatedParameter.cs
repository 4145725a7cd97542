using System.Collections.Immutable;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Parameters;

/// <summary>A parameter as read, before what stands elsewhere in the file is compared with it.</summary>
/// <param name="Name">Its name, nested ones dotted.</param>
/// <param name="NameAt">Where the name stands.</param>
/// <param name="At">Where its definition stands.</param>
/// <param name="Distribution">Where values come from; null where that is wrong, which is an error already.</param>
/// <param name="ValuesAt">Where each value of a constant or a categorical distribution stands; otherwise empty.</param>
/// <param name="When">The conditions that must all hold.</param>
/// <param name="Keys">What is written.</param>
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
