using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>The parameters of a space by how they are drawn, each kind in the order of the space.</summary>
internal sealed class CmaesAxes
{
    public CmaesAxes(SearchSpace space, int version)
    {
        var axes = space.Parameters.Select(parameter => new Axis(parameter, version))
            .ToLookup(axis => axis.IsCategorical);
        (Numbers, Categories) = ([.. axes[false]], [.. axes[true]]);
    }

    /// <summary>The parameters that share one normal distribution.</summary>
    public ImmutableArray<Axis> Numbers { get; }

    /// <summary>The parameters that each have a distribution over their categories.</summary>
    public ImmutableArray<Axis> Categories { get; }
}
