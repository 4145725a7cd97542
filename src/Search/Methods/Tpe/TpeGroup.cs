using System.Collections.Immutable;
using Experiments.Search.Randomness;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods.Tpe;

/// <summary>Parameters that exist together and therefore have a joint density.</summary>
internal sealed class TpeGroup(ImmutableArray<Parameter> parameters, int version)
{
    /// <summary>
    /// The most trials that count as good: few make a narrow density; more would blur it (Bergstra, Yamins and Cox,
    /// 2013).
    /// </summary>
    public const int MostGood = 25;

    private const double GoodShare = 0.1;
    private const int Candidates = 24;

    // Up to so many trials, the kernels have their full width.
    private const double Few = 30;

    private readonly ImmutableArray<Axis> _axes = [.. parameters.Select(parameter => new Axis(parameter, version))];

    /// <summary>
    /// Returns a value for each parameter: of the candidates drawn from the density of the good trials, the one least
    /// like the other trials. Each turn, from 0, has other candidates.
    /// </summary>
    public IEnumerable<KeyValuePair<string, ParameterValue>> Propose(
        long seed, int trial, int turn, ImmutableArray<Observation> ranked, ImmutableArray<Assignment> open)
    {
        var points = new List<double[]>(ranked.Length + open.Length);
        var finite = 0;
        foreach (var observation in ranked)
        {
            if (PointOf(observation.Assignment) is not { } point) continue;
            points.Add(point);
            if (observation.Objective is not null) finite++;
        }
        var count = Math.Min(finite, Math.Min(MostGood, (int)Math.Ceiling(GoodShare * points.Count)));
        // The good trials are no more than MostGood, but the more trials there were, the nearer they lie to each other.
        var narrowing = version > AlgorithmVersions.Second ? Math.Sqrt(Math.Min(1, Few / points.Count)) : 1;
        points.AddRange(open.Select(PointOf).OfType<double[]>());
        var good = new ParzenEstimator(_axes, [.. points.Take(count)], narrowing);
        var bad = new ParzenEstimator(_axes, [.. points.Skip(count)], 1);

        var best = double.NegativeInfinity;
        var chosen = new ParameterValue[_axes.Length];
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            var values = good.Draw(name => CounterRandom.Candidate(seed, trial, turn * Candidates + candidate, name));
            var point = Enumerable.Range(0, _axes.Length).Select(i => _axes[i].PointOf(values[i])).ToArray();
            var score = good.LogDensity(point) - bad.LogDensity(point);
            if (candidate > 0 && score <= best) continue;
            (best, chosen) = (score, values);
        }
        return _axes.Zip(chosen, (axis, value) => KeyValuePair.Create(axis.Name, value));
    }

    /// <summary>Returns the coordinates of an assignment, or null if it lacks the parameters.</summary>
    private double[]? PointOf(Assignment assignment)
    {
        var point = new double[_axes.Length];
        for (var i = 0; i < point.Length; i++)
        {
            if (!assignment.TryGet(_axes[i].Name, out var value)) return null;
            point[i] = _axes[i].PointOf(value);
        }
        return point;
    }
}
