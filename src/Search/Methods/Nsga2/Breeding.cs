using System.Collections.Immutable;
using Experiments.Search.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Methods.Nsga2;

/// <summary>
/// How a child arises from two parents. A number is between or near those of its parents (simulated binary crossover),
/// a category is that of one of them; each then mutates with a probability of one in the number of parameters, a number
/// by a step (polynomial mutation), a category to any other. Sources: Deb and Agrawal, <i>Simulated binary crossover
/// for continuous search space</i>, Complex Systems 9 (1995); within bounds: Deb, Pratap, Agarwal and Meyarivan, 2002.
/// </summary>
/// <param name="spec">The specification of the search.</param>
/// <param name="population">The trials to choose parents from, the best first; at least one.</param>
internal sealed class Breeding(SearchSpec spec, ImmutableArray<Assignment> population)
{
    // The greater, the nearer a child is to a parent.
    private const double CrossoverIndex = 2;
    private const double MutationIndex = 5;
    private const double CrossoverShare = 0.9;

    private readonly Dictionary<string, Axis> _axes = spec.Space.Parameters.ToDictionary(
        parameter => parameter.Name, parameter => new Axis(parameter, spec.Version));

    private readonly double _mutationShare = 1.0 / Math.Max(
        1, spec.Space.Parameters.Count(parameter => parameter.Distribution is not Distribution.Constant));

    /// <summary>Returns the child that a trial tries in a turn, 0 ≤ turn &lt; 2²⁴.</summary>
    public Assignment Child(int trial, int turn)
    {
        var (mother, father) = (Parent("mother"), Parent("father"));
        // Without a crossover the child is its mother, apart from mutations.
        if (Uniform("crossover") >= CrossoverShare) father = mother;
        return spec.Space.Assign(parameter =>
        {
            var axis = _axes[parameter.Name];
            var (hasMother, hasFather) =
                (mother.TryGet(parameter.Name, out var a), father.TryGet(parameter.Name, out var b));
            // A parameter that no parent has, since it depends on others.
            if (!hasMother && !hasFather) return axis.At(Uniform($"new/{parameter.Name}"));
            var (first, second) = (hasMother ? a! : b!, hasFather ? b! : a!);
            var mutates = Uniform($"mutates/{parameter.Name}") < _mutationShare;
            var u = Uniform($"mutation/{parameter.Name}");
            if (axis.IsCategorical)
                return mutates ? axis.At(u) : Uniform($"side/{parameter.Name}") < 0.5 ? first : second;
            var place = Crossed(
                axis.PointOf(first), axis.PointOf(second), Uniform($"spread/{parameter.Name}"),
                Uniform($"side/{parameter.Name}"));
            return axis.At(mutates ? Mutated(place, u) : place);
        });

        double Uniform(string name) => CounterRandom.Candidate(spec.Seed, trial, turn, $"nsga2/{name}");

        // A tournament of two: the better one comes first.
        Assignment Parent(string name) => population[Math.Min(Drawn($"{name}/1"), Drawn($"{name}/2"))];

        int Drawn(string name) => (int)(Uniform(name) * population.Length);
    }

    // Half of the numbers are those of one parent, as in the original.
    private static double Crossed(double a, double b, double u, double side)
    {
        if (side < 0.25) return a;
        if (side < 0.5) return b;
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        if (high - low < 1e-12) return a;
        var lower = side < 0.75;
        var room = lower ? low : 1 - high;
        var alpha = 2 - Power(1 + 2 * room / (high - low), -(CrossoverIndex + 1));
        var spread = u * alpha <= 1
            ? Power(u * alpha, 1 / (CrossoverIndex + 1))
            : Power(1 / (2 - u * alpha), 1 / (CrossoverIndex + 1));
        var child = ((low + high) + (lower ? -1 : 1) * spread * (high - low)) / 2;
        return Math.Clamp(child, 0, 1);
    }

    private static double Mutated(double place, double u)
    {
        const double Inverse = 1 / (MutationIndex + 1);
        var step = u < 0.5
            ? Power(2 * u + (1 - 2 * u) * Power(1 - place, MutationIndex + 1), Inverse) - 1
            : 1 - Power(2 * (1 - u) + 2 * (u - 0.5) * Power(place, MutationIndex + 1), Inverse);
        return Math.Clamp(place + step, 0, 1);
    }

    // Of a number that is not negative; the same on every machine.
    private static double Power(double number, double exponent) =>
        number <= 0 ? 0 : PortableMath.Exp(exponent * PortableMath.Log(number));
}
