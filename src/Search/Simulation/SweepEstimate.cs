using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Specs;

namespace Experiments.Search.Simulation;

/// <summary>The amount of training that a sweep will take.</summary>
/// <param name="Trials">The number of trials that begin.</param>
/// <param name="Steps">
/// The number of steps that they train together; an estimate if early termination stops some of them.
/// </param>
/// <param name="StepsToTheEnd">The number of steps that they would train if none were stopped.</param>
public sealed record SweepEstimate(int Trials, long Steps, long StepsToTheEnd)
{
    /// <summary>The maximum number of trials of a simulated sweep.</summary>
    public const int MostTrials = 10_000;

    /// <summary>
    /// Simulates the sweep on made-up curves whose order changes as they train. A method that learns is replaced by the
    /// same number of independent draws. A target and a budget are ignored.
    /// </summary>
    /// <param name="spec">The search.</param>
    /// <param name="steps">The number of steps of an assignment's whole budget.</param>
    /// <param name="workers">The number of trials that train at once.</param>
    /// <returns>The estimate, or null if the sweep has no end or too many trials.</returns>
    public static SweepEstimate? Simulate(SearchSpec spec, Func<Assignment, int> steps, int workers)
    {
        var limit = SearchCore.Begin(spec).Limit;
        if (limit > MostTrials) return null;
        var learns = SearchMethods.Get(spec.Method).Learns;
        var simulated = spec with
        {
            Target = null,
            Budget = null,
            RunCap = limit,
            Method = learns
            ? SearchMethod.Random
            : spec.Method
        };
        var simulator = new Simulator(simulated, new MadeUpCurve(spec, steps), workers);
        var (trained, whole) = (0L, 0L);
        foreach (var segment in simulator.Run())
        {
            trained += segment.To - segment.From;
            if (segment.From == 0) whole += segment.Budget;
        }
        return new(simulator.State.NextTrial, trained, whole);
    }

    private sealed class MadeUpCurve(SearchSpec spec, Func<Assignment, int> steps) : ILearningCurve
    {
        private const double RepeatNoise = 0.1;

        private readonly Dictionary<Assignment, (double Final, double Rate)> _shapes = [];

        public int Steps(Assignment assignment) => steps(assignment);

        public double At(Assignment assignment, int step)
        {
            if (!_shapes.TryGetValue(assignment, out var shape))
                _shapes[assignment] = shape = (Draw("simulation/final"), Draw("simulation/rate"));
            var loss = shape.Final + (1 - shape.Final) * Math.Pow(1 + step, -0.3 - shape.Rate);
            return spec.Goal == Goal.Minimize ? loss : -loss;
        }

        // Repeats differ by a tenth of what assignments differ by.
        public double At(Assignment assignment, int step, int trial) =>
            At(assignment, step) + (spec.Repeats is null ? 0 : RepeatNoise * NormalQuantile.Evaluate(
                CounterRandom.Uniform(spec.Seed, trial, "simulation/repeat")));

        public double SecondsPerStep(Assignment assignment) => 1;

        private double Draw(string name) => CounterRandom.Uniform(spec.Seed, _shapes.Count, name);
    }
}
