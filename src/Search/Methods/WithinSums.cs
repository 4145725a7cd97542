using System.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Sampling;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods;

/// <summary>
/// A method that proposes nothing that the sums of the space forbid. What a method that learns proposes outside is
/// moved towards the best trial until it is inside; of one that does not learn, another point is drawn.
/// </summary>
internal sealed class WithinSums(ISearchMethod method) : ISearchMethod
{
    private const int Halvings = 40;

    /// <inheritdoc/>
    public bool Learns => method.Learns;

    /// <inheritdoc/>
    public BigInteger? Proposals(SearchSpec spec) => method.Proposals(spec);

    /// <inheritdoc/>
    public Assignment Propose(SearchSpec spec, SearchState state, int trial)
    {
        var proposed = method.Propose(spec, state, trial);
        if (spec.Space.Allows(proposed)) return proposed;
        return (Learns ? Moved(spec, state, proposed) : null)
            // Other numbers than those of the method's own candidates.
            ?? Region.Of(spec.Space).Draw(
                (draw, name) => CounterRandom.Candidate(spec.Seed, trial, draw, $"sums/{name}"));
    }

    // Returns null if no trial is allowed, or none but the best one is on the way.
    private static Assignment? Moved(SearchSpec spec, SearchState state, Assignment proposed)
    {
        var best = Experience.Collect(spec, state).Ranked
            .Select(trial => trial.Assignment).FirstOrDefault(spec.Space.Allows);
        if (best is null) return null;
        var axes = spec.Space.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => new Axis(parameter, spec.Version));
        var (inside, outside) = (0.0, 1.0);
        Assignment? found = null;
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (inside + outside) / 2;
            var between = Between(spec, axes, best, proposed, middle);
            if (!spec.Space.Allows(between))
            {
                outside = middle;
                continue;
            }
            (inside, found) = (middle, between);
        }
        return found is not null && !found.Equals(best) ? found : null;
    }

    private static Assignment Between(
        SearchSpec spec, Dictionary<string, Axis> axes, Assignment from, Assignment to, double share) =>
        spec.Space.Assign(parameter =>
        {
            var axis = axes[parameter.Name];
            var (hasFrom, hasTo) =
                (from.TryGet(parameter.Name, out var first), to.TryGet(parameter.Name, out var last));
            if (hasFrom && hasTo && !axis.IsCategorical)
                return axis.At(axis.PointOf(first!) * (1 - share) + axis.PointOf(last!) * share);
            return hasFrom && (!hasTo || share < 0.5) ? first! : hasTo ? last! : axis.At(0.5);
        });
}
