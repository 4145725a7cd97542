using System.Collections.Frozen;
using Experiments.Search.Deciding;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Methods.Tpe;

namespace Experiments.Search.Methods;

/// <summary>The methods by their names.</summary>
public static class SearchMethods
{
    private static readonly FrozenDictionary<SearchMethod, ISearchMethod> Methods =
        new Dictionary<SearchMethod, ISearchMethod>
        {
            [SearchMethod.Grid] = new GridMethod(),
            [SearchMethod.Random] = new RandomMethod(),
            [SearchMethod.Sobol] = new SobolMethod(),
            [SearchMethod.Tpe] = new TpeMethod(),
            [SearchMethod.Gp] = new GpMethod(),
            [SearchMethod.Cmaes] = new CmaesMethod(),
        }.ToFrozenDictionary();

    /// <summary>The methods that a sweep can use. Any other is refused, never replaced.</summary>
    public static FrozenSet<SearchMethod> Built { get; } = Methods.Keys.ToFrozenSet();

    /// <summary>Those of them that learn from the trials before.</summary>
    public static FrozenSet<SearchMethod> Learning { get; } =
        Methods.Where(pair => pair.Value.Learns).Select(pair => pair.Key).ToFrozenSet();

    /// <exception cref="NotSupportedException">The method is not built.</exception>
    internal static ISearchMethod Get(SearchMethod method) =>
        Methods.TryGetValue(method, out var found)
            ? found
            : throw new NotSupportedException(
                $"The method {method} is not built yet; use one of {string.Join(", ", Built)}.");
}
