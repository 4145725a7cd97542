using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Deciding.Trials;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Support;

/// <summary>Random specs, and random choices that become events once the state is known.</summary>
internal static class RunGen
{
    public static Gen<SearchSpec> Spec { get; } =
        Gen.Select(SpaceGen.Finite, Gen.Int[0, 5], Gen.Long, Gen.Int[0, 12], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 14])
            .Select((space, method, seed, cap, restarts, target, maximize, more) => new SearchSpec
            {
                Enqueue = [.. Enumerable.Range(0, cap == 0 ? more / 5 : Math.Min(cap, more / 5)).Select(pick => Given(space, pick * 31))],
                Version = seed % 2 == 0 ? AlgorithmVersions.First : AlgorithmVersions.Newest,
                Space = space,
                Method = (SearchMethod)method,
                Seed = seed,
                RunCap = cap == 0 ? null : cap,
                MaxRestarts = restarts,
                Target = target == 0 ? 0 : null,
                Goal = maximize ? Goal.Maximize : Goal.Minimize,
                EarlyTermination = (more % 5) switch
                {
                    1 => new EarlyTermination.Asha("epoch", 1, 2, 8, 2),
                    2 => new EarlyTermination.Asha("epoch", 1, 2, 8, 1, Stopping: true),
                    3 => new EarlyTermination.Hyperband(1, 8, 0, 2, Strict: (seed & 2) == 0),
                    4 => new EarlyTermination.Median(1, 2),
                    _ => null,
                },
            });

    public static Gen<(int Kind, int Pick)[]> Choices { get; } = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 1000]).Array[0, 120];

    /// <summary>What a choice means now: mostly slots and ends of running attempts, now and then noise or a person.</summary>
    public static SearchEvent Event(SearchSpec spec, SearchState state, (int Kind, int Pick) choice) => choice.Kind switch
    {
        < 2 => new SearchEvent.Prepared(),
        < 3 => new SearchEvent.StopRequested(),
        < 4 => new SearchEvent.CancelRequested(),
        < 8 => new SearchEvent.AttemptEnded(choice.Pick % 7, choice.Pick % 3, Outcome(choice.Pick)),
        < 10 when state.IsFinal || state.Status == SweepStatus.Preparing => new SearchEvent.Prepared(),
        < 10 => new SearchEvent.PauseRequested(),
        < 14 => new SearchEvent.ResumeRequested(),
        < 18 => new SearchEvent.RunCapRaised((state.RunCap ?? 1) + choice.Pick % 3),
        < 22 => new SearchEvent.AssignmentGiven(Given(spec.Space, choice.Pick)),
        < 24 => new SearchEvent.ObservationsLent(
            [.. Enumerable.Range(0, choice.Pick % 15).Select(i => new Observation(i, Given(spec.Space, choice.Pick + i * 7), i % 4 == 0 ? null : i, null))]),
        < 40 when !state.Running.IsEmpty => Reached(state, choice.Pick),
        < 60 when !state.Running.IsEmpty => Ended(state, choice.Pick),
        _ => new SearchEvent.SlotOffered($"n{choice.Pick % 3}"),
    };

    /// <summary>An assignment of the space.</summary>
    public static Assignment Given(SearchSpace space, int pick) =>
        space.Assign(parameter => Quantile.Of(parameter.Distribution, pick % 97 / 97.0));

    private static SearchEvent.RungReached Reached(SearchState state, int pick)
    {
        var (trial, running) = state.Running.ElementAt(pick % state.Running.Count);
        return new(
            trial, running.Attempt, 1 << pick % 4, pick % 11 == 0 ? double.NaN : pick % 5, pick % 3 == 0 ? pick % 7 : null);
    }

    private static SearchEvent.AttemptEnded Ended(SearchState state, int pick)
    {
        var (trial, running) = state.Running.ElementAt(pick % state.Running.Count);
        return new(trial, running.Attempt, Outcome(pick / 7));
    }

    private static AttemptOutcome Outcome(int pick) => (pick % 8) switch
    {
        0 or 1 => new AttemptOutcome.Failed("it threw"),
        2 => new AttemptOutcome.Diverged("loss is NaN"),
        3 => new AttemptOutcome.Released("drained"),
        4 => new AttemptOutcome.Cancelled(),
        5 => new AttemptOutcome.Completed(double.NaN),
        _ => new AttemptOutcome.Completed(pick % 13 - 3),
    };
}
