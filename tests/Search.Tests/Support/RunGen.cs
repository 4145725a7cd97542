using CsCheck;
using Experiments.Search.Deciding;

namespace Experiments.Search.Tests.Support;

/// <summary>Random specs, and random choices that become events once the state is known.</summary>
internal static class RunGen
{
    public static Gen<SearchSpec> Spec { get; } =
        Gen.Select(SpaceGen.Finite, Gen.Int[0, 3], Gen.Long, Gen.Int[0, 12], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool)
            .Select((space, method, seed, cap, restarts, target, maximize) => new SearchSpec
            {
                Space = space,
                Method = (SearchMethod)method,
                Seed = seed,
                RunCap = cap == 0 ? null : cap,
                MaxRestarts = restarts,
                Target = target == 0 ? 0 : null,
                Goal = maximize ? Goal.Maximize : Goal.Minimize,
            });

    public static Gen<(int Kind, int Pick)[]> Choices { get; } = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 1000]).Array[0, 120];

    /// <summary>What a choice means now: mostly slots and ends of running attempts, now and then noise or a person.</summary>
    public static SearchEvent Event(SearchState state, (int Kind, int Pick) choice) => choice.Kind switch
    {
        < 2 => new SearchEvent.Prepared(),
        < 3 => new SearchEvent.StopRequested(),
        < 4 => new SearchEvent.CancelRequested(),
        < 8 => new SearchEvent.AttemptEnded(choice.Pick % 7, choice.Pick % 3, Outcome(choice.Pick)),
        < 50 when !state.Running.IsEmpty => Ended(state, choice.Pick),
        _ => new SearchEvent.SlotOffered($"n{choice.Pick % 3}"),
    };

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
