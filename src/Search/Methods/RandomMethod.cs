using System.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Sampling;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>
/// Independent draws (Bergstra and Bengio, <i>Random search for hyper-parameter optimization</i>, JMLR 2012). A value
/// depends only on the seed, the trial's number and the parameter's name: adding a parameter changes no other.
/// </summary>
internal sealed class RandomMethod : ISearchMethod
{
    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial) =>
        spec.Space.Assign(parameter =>
            Quantile.Evaluate(parameter.Distribution, CounterRandom.Uniform(spec.Seed, trial, parameter.Name)));
}
