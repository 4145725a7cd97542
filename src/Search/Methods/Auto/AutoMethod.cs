using System.Numerics;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Auto;

/// <summary>
/// Lets another method propose each trial: the one that was best, in <c>bench/search</c>, with as many results in such
/// a space.
/// </summary>
internal sealed class AutoMethod : ISearchMethod
{
    // As gp itself.
    private const int Startup = 16;

    // From here on a Gaussian process learns little more: its length-scales are known, and soon it omits some trials.
    private const int Plenty = 200;

    // Sobol alone may draw a point of a finite space again.
    private static readonly ISearchMethod First = new WithoutRepeats(new WithinSums(new SobolMethod()));

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => First.Proposals(spec);

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial) =>
        Get(Choose(spec, state, trial)).Propose(spec, state, trial);

    /// <summary>Returns the implementation of a method that is chosen.</summary>
    public static ISearchMethod Get(SearchMethod chosen) =>
        chosen == SearchMethod.Sobol ? First : SearchMethods.Get(chosen);

    /// <summary>Returns the method that proposes a new trial.</summary>
    public static SearchMethod Choose(SearchSpec spec, SearchState state, int trial) =>
        Experience.Collect(spec, state).Results switch
        {
            < Startup => SearchMethod.Sobol,
            _ when spec.MoreObjectives is not null => trial % 2 == 0 ? SearchMethod.Tpe : SearchMethod.Nsga2,
            < Plenty => SearchMethod.Gp,
            _ when spec.Space.Parameters.All(IsPlainNumber) => SearchMethod.Cmaes,
            _ => trial % 2 == 0 ? SearchMethod.Tpe : SearchMethod.Gp,
        };

    // A normal distribution over categories, or over parameters that do not always exist, has little to adapt to.
    private static bool IsPlainNumber(Parameter parameter) =>
        parameter is { When.Length: 0, Distribution: not Distribution.Categorical };
}
