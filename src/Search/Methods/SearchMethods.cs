using System.Collections.Frozen;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Methods.Tpe;
using Experiments.Search.Specs;

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
        }.ToFrozenDictionary();

    /// <summary>The methods that learn from earlier trials.</summary>
    public static FrozenSet<SearchMethod> Learning { get; } =
        Methods.Where(pair => pair.Value.Learns).Select(pair => pair.Key).ToFrozenSet();

    internal static ISearchMethod Get(SearchMethod method) => Methods[method];
}
