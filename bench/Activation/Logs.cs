using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Workloads;

namespace Experiments.Activation.Bench;

/// <summary>Creates logs of any length, as sweeps would have written them.</summary>
internal static class Logs
{
    private const int Slots = 16;

    private static readonly SearchSpace Space = new(
    [
        new("optimizer",
            new Distribution.Categorical(
                [.. new[] { "sgd", "adam", "rmsprop" }.Select(word => new ParameterValue.Text(word))]), []),
        new("learning_rate", new Distribution.LogUniform(1e-4, 1e-1), []),
        new("dropout", new Distribution.Uniform(0, 0.5), []),
        new("hidden_units", new Distribution.IntUniform(32, 512), []),
        new("batch_size", new Distribution.IntUniform(16, 256), []),
    ]);

    /// <summary>The search space, which has five parameters.</summary>
    public static SearchSpec Spec(SearchMethod method, EarlyTermination? early = null) =>
        new() { Space = Space, Method = method, Seed = 7, Goal = Goal.Maximize, EarlyTermination = early };

    /// <summary>
    /// Returns a number of steps, and the states after them. A method that learns would take hours to propose that many
    /// trials. Their assignments do not affect the time to read a log, so they are drawn at random.
    /// </summary>
    public static IEnumerable<(SearchStep Step, SearchState State)> Make(SearchSpec spec, int events)
    {
        var (random, state) = (new Random(1), SearchCore.Begin(spec));
        var proposes = spec with { Method = SearchMethod.Random };
        var happened = (SearchEvent)new SearchEvent.Prepared();
        for (var seq = 1; seq <= events; seq++, happened = Next(spec, state, random))
        {
            var learns = SearchMethods.Learning.Contains(spec.Method) && happened is SearchEvent.SlotOffered;
            var (_, actions) = SearchCore.Apply(learns ? proposes : spec, state, happened);
            var step = new SearchStep(seq, happened, actions);
            state = SearchCore.Fold(spec, state, step);
            yield return (step, state);
        }
    }

    private static SearchEvent Next(SearchSpec spec, SearchState state, Random random)
    {
        if (state.Running.Count < Slots) return new SearchEvent.SlotOffered($"127.0.0.1:11111@{random.Next(4)}");
        var (trial, running) = state.Running.ElementAt(random.Next(Slots));
        var rung = running.Progress is { } progress ? progress.Rung + 1 : 0;
        return spec.EarlyTermination is null || rung > 3
            ? new SearchEvent.AttemptEnded(trial, running.Attempt, new AttemptOutcome.Completed(random.NextDouble()))
            : new SearchEvent.RungReached(trial, running.Attempt, (int)Math.Pow(3, rung), random.NextDouble());
    }
}
