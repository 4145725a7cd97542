using System.Runtime.CompilerServices;
using Experiments.Search.Randomness;
using Experiments.Search.Spaces;

namespace Experiments.Search.Sampling;

/// <summary>
/// The part of a space that its sums allow. Points are the positions in [0, 1) that values are drawn from, one for each
/// parameter in the order of the space.
/// </summary>
public sealed class Region
{
    private const int Draws = 1_000;
    private const int Sweeps = 30;

    private static readonly ConditionalWeakTable<SearchSpace, Region> Known = [];

    private readonly SearchSpace _space;
    private readonly Dictionary<string, int> _indices;
    private readonly double[] _start;

    private Region(SearchSpace space)
    {
        _space = space;
        _indices = space.Parameters.Select((parameter, index) => (parameter.Name, index)).ToDictionary();
        var draws = Enumerable.Range(0, Draws)
            .Select(draw => PointOf(name => CounterRandom.Candidate(0, 0, draw, name)));
        _start = draws.FirstOrDefault(point => _space.Allows(At(point)))
            ?? new RegionDescent(space, point => At(point)).From(draws);
        Nearest = At(_start);
        IsEmpty = !space.Allows(Nearest);
    }

    /// <summary>Whether no point was found that the sums allow.</summary>
    public bool IsEmpty { get; }

    /// <summary>An assignment that the sums allow or, if the region is empty, the nearest one that was found.</summary>
    public Assignment Nearest { get; }

    /// <summary>Returns the region of a space, which is found once for each instance.</summary>
    public static Region Of(SearchSpace space) => Known.GetValue(space, key => new Region(key));

    /// <summary>
    /// Draws an assignment from the distributions of the parameters, given that the sums allow it: by rejection and, if
    /// hardly any point is allowed, by the chain of <see cref="Walk"/>.
    /// </summary>
    /// <param name="uniform">Returns a number in [0, 1) for each number of a draw and name.</param>
    public Assignment Draw(Func<int, string, double> uniform)
    {
        for (var draw = 0; draw < Draws; draw++)
        {
            var drawn = At(PointOf(name => uniform(draw, name)));
            if (_space.Allows(drawn)) return drawn;
        }
        return Walk((step, name) => uniform(Draws + step, name)).ElementAt(Sweeps);
    }

    /// <summary>
    /// Enumerates a chain of assignments that the sums allow, without end. Each is drawn from the previous one by
    /// drawing the position of one parameter after the other, with shrinkage (Neal, <i>Slice sampling</i>, Annals of
    /// Statistics 31, 2003, figure 5): in the long run they have the distribution of <see cref="Draw"/>.
    /// </summary>
    public IEnumerable<Assignment> Walk(Func<int, string, double> uniform)
    {
        var point = (double[])_start.Clone();
        for (var step = 0; ;)
        {
            yield return At(point);
            foreach (var (name, index) in _indices)
            {
                var (here, low, high) = (point[index], 0.0, 1.0);
                // The interval shrinks to the position of before, which is allowed.
                while (high - low > 1e-12)
                {
                    point[index] = low + (high - low) * uniform(step++, name);
                    if (_space.Allows(At(point))) break;
                    if (point[index] < here) low = point[index];
                    else high = point[index];
                    point[index] = here;
                }
            }
        }
    }

    private double[] PointOf(Func<string, double> uniform) =>
        [.. _space.Parameters.Select(parameter => uniform(parameter.Name))];

    private Assignment At(double[] point) =>
        _space.Assign(parameter => Quantile.Evaluate(parameter.Distribution, point[_indices[parameter.Name]]));
}
