using System.Collections.Frozen;
using Experiments.Search.Methods.Auto;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Methods.Tpe;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>The search methods by name.</summary>
public static class SearchMethods
{
    private static readonly FrozenDictionary<SearchMethod, ISearchMethod> Methods =
        new Dictionary<SearchMethod, ISearchMethod>
        {
            [SearchMethod.Grid] = new GridMethod(),
            [SearchMethod.Random] = new RandomMethod(),
            [SearchMethod.Sobol] = new SobolMethod(),
            [SearchMethod.Tpe] = new WithoutRepeats(new TpeMethod()),
            [SearchMethod.Gp] = new WithoutRepeats(new GpMethod()),
            [SearchMethod.Cmaes] = new WithoutRepeats(new CmaesMethod()),
            [SearchMethod.Auto] = new WithoutRepeats(new AutoMethod()),
        }.ToFrozenDictionary();

    /// <summary>The methods that learn from earlier trials.</summary>
    public static FrozenSet<SearchMethod> Learning { get; } =
        Methods.Where(pair => pair.Value.Learns).Select(pair => pair.Key).ToFrozenSet();

    /// <summary>
    /// Returns the method that proposes a trial if it is chosen for each of them (<see cref="SearchMethod.Auto"/>);
    /// otherwise null.
    /// </summary>
    internal static SearchMethod? ChooseFor(SearchSpec spec, SearchState state, int trial) =>
        spec.Method == SearchMethod.Auto ? AutoMethod.Choose(spec, state, trial) : null;

    internal static ISearchMethod Get(SearchMethod method) => Methods[method];
}
