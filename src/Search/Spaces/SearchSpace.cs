using System.Collections.Immutable;

namespace Experiments.Search.Spaces;

/// <summary>
/// The parameters of a sweep, in the order of its file. Names are unique; every condition names a parameter of the
/// space; conditions form no cycle.
/// </summary>
public sealed record SearchSpace(ImmutableArray<Parameter> Parameters)
{
    /// <summary>The limits of sums of parameters, at least one; no assignment is outside. Default: none.</summary>
    public ImmutableArray<SumConstraint>? Sums { get; init; }

    /// <summary>Returns whether all sums of an assignment are within their limits.</summary>
    public bool Allows(Assignment assignment) =>
        Sums is not { } sums || sums.All(sum => sum.ExcessOf(assignment) == 0);

    /// <summary>
    /// Returns the assignment that gives each parameter the value that <paramref name="choose"/> returns for it. It is
    /// called for the parameters that exist, each after those that it depends on.
    /// </summary>
    public Assignment Assign(Func<Parameter, ParameterValue> choose)
    {
        var chosen = new Dictionary<string, ParameterValue>(Parameters.Length);
        foreach (var position in DependencyOrder.Sort(this))
        {
            var parameter = Parameters[position];
            if (parameter.When.All(condition => condition.HoldsFor(chosen.GetValueOrDefault(condition.Parameter))))
                chosen.Add(parameter.Name, choose(parameter));
        }
        return new Assignment(
            from parameter in Parameters
            where chosen.ContainsKey(parameter.Name)
            select KeyValuePair.Create(parameter.Name, chosen[parameter.Name]));
    }
}
