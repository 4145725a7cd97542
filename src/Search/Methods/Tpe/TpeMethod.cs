using System.Collections.Immutable;
using System.Numerics;
using Experiments.Search.Methods.Sobol;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Tpe;

/// <summary>
/// Tree-structured Parzen estimator: a proposal is the candidate with the highest ratio of the density of good trials
/// to that of the others. Sources: Bergstra, Bardenet, Bengio and Kégl, <i>Algorithms for hyper-parameter
/// optimization</i>, NIPS 2011; joint densities: Falkner, Klein and Hutter, <i>BOHB</i>, ICML 2018; design choices:
/// Watanabe, <i>Tree-structured Parzen estimator: understanding its algorithm components</i>, 2023.
/// </summary>
/// <remarks>
/// Parameters with the same conditions exist together and have one joint density, learned from the trials that have
/// them. Trials that run or wait and have reached no rung yet count as bad (the constant liar), so that other trials
/// explore elsewhere. The first trials are points of a Sobol sequence, until enough of them have an objective, at a
/// rung or at their end. If there are several objectives, the good trials are those of the first fronts, and of the
/// last front of which not all are good, those that add most to the hypervolume (Ozaki, Tanigaki, Watanabe and Onishi,
/// <i>Multiobjective tree-structured Parzen estimator for computationally expensive optimization problems</i>, GECCO
/// 2020).
/// </remarks>
internal sealed class TpeMethod : ISearchMethod
{
    private const int Startup = 10;

    // Candidates may be outside of sums.
    private const int MostTries = 16;

    private static readonly WithinSums First = new(new SobolMethod());

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => null;

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var experience = Experience.Collect(spec, state);
        // In the first version, trials paused at a rung were not counted, and failed trials were.
        var known = spec.Version == AlgorithmVersions.First ? state.Observations.Count : experience.Results;
        if (known < Startup) return First.Propose(spec, state, trial);
        ImmutableArray<Assignment> open = [.. experience.Running.Concat(experience.Waiting)
            .Select(trial => trial.Assignment)];
        var ranked = spec.MoreObjectives is null
            ? experience.Ranked
            : Ranking.Sort(spec, experience.Ranked, byHypervolume: TpeGroup.MostGood);
        var groups = spec.Space.Parameters.GroupBy(ConditionsOf)
            .SelectMany(members => members.Select(parameter => (parameter.Name, Members: members)))
            .ToDictionary(pair => pair.Name, pair => pair.Members);
        for (var (proposal, tries) = (Draw(0), 1); ; tries++)
        {
            if (tries == MostTries || spec.Space.Allows(proposal)) return proposal;
            proposal = Draw(tries);
        }

        Assignment Draw(int turn)
        {
            var chosen = new Dictionary<string, ParameterValue>();
            return spec.Space.Assign(parameter =>
            {
                if (!chosen.ContainsKey(parameter.Name))
                {
                    var group = new TpeGroup([.. groups[parameter.Name]], spec.Version);
                    foreach (var (name, value) in group.Propose(spec.Seed, trial, turn, ranked, open))
                        chosen.Add(name, value);
                }
                return chosen[parameter.Name];
            });
        }
    }

    private static string ConditionsOf(Parameter parameter) => string.Join(
        '&', parameter.When.Select(condition => $"{condition.Parameter} {string.Join(
            '|', condition.Values.Select(value => $"{value.GetType().Name} {value}"))}"));
}
