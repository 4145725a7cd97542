using System.Numerics;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Sobol;

/// <summary>
/// The points of a <see cref="ScrambledSobol"/> sequence, which leave no large gap. Each parameter that varies has its
/// own dimension, in the order of the space; a conditional one leaves its dimension unused if it does not exist. From
/// parameter 257 on, values are independent draws.
/// </summary>
internal sealed class SobolMethod : ISearchMethod
{
    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var dimensions = spec.Space.Parameters
            .Where(parameter => parameter.Distribution is not Distribution.Constant)
            .Select((parameter, dimension) => (parameter.Name, dimension)).ToDictionary();
        return spec.Space.Assign(parameter => Quantile.Evaluate(
            parameter.Distribution,
            dimensions.TryGetValue(parameter.Name, out var dimension)
                ? ScrambledSobol.Uniform(spec.Seed, trial, dimension, parameter.Name)
                : 0));
    }
}
