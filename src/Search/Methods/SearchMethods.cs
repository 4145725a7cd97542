using System.Collections.Frozen;
using Experiments.Search.Methods.Auto;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Methods.Nsga2;
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
            [SearchMethod.Random] = new WithinSums(new RandomMethod()),
            [SearchMethod.Sobol] = new WithinSums(new SobolMethod()),
            [SearchMethod.Tpe] = new WithoutRepeats(new WithinSums(new TpeMethod())),
            [SearchMethod.Gp] = new WithoutRepeats(new WithinSums(new GpMethod())),
            [SearchMethod.Cmaes] = new WithoutRepeats(new WithinSums(new CmaesMethod())),
            [SearchMethod.Nsga2] = new WithoutRepeats(new WithinSums(new Nsga2Method())),
            [SearchMethod.Auto] = new AutoMethod(),
        }.ToFrozenDictionary();

    /// <summary>The methods that learn from earlier trials.</summary>
    public static FrozenSet<SearchMethod> Learning { get; } =
        Methods.Where(pair => pair.Value.Learns).Select(pair => pair.Key).ToFrozenSet();

    /// <summary>The methods that can be used with several objectives.</summary>
    public static FrozenSet<SearchMethod> ForSeveralObjectives { get; } =
        Methods.Keys.Except([SearchMethod.Gp, SearchMethod.Cmaes]).ToFrozenSet();

    /// <summary>
    /// Returns the assignment of a new trial, as <see cref="ISearchMethod.Propose"/> does, and the method that proposed
    /// it if one is chosen for each trial (<see cref="SearchMethod.Auto"/>); otherwise null.
    /// </summary>
    internal static (Assignment Assignment, SearchMethod? Chosen) Propose(
        SearchSpec spec, SearchState state, int trial)
    {
        if (spec.Method != SearchMethod.Auto) return (Get(spec.Method).Propose(spec, state, trial), null);
        var chosen = AutoMethod.Choose(spec, state, trial);
        return (AutoMethod.Get(chosen).Propose(spec, state, trial), chosen);
    }

    internal static ISearchMethod Get(SearchMethod method) => Methods[method];
}
