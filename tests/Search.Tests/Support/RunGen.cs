using System.Collections.Immutable;
using CsCheck;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Support;

/// <summary>Random specs, and random choices that become events once the state is known.</summary>
internal static class RunGen
{
    private const int MostLent = 24;
    private const int MostOfGp = 40;

    public static Gen<SearchSpec> Spec { get; } =
        Gen.Select(SpaceGen.Finite, Gen.Int[0, Enum.GetValues<SearchMethod>().Length - 1], Gen.Long, Gen.Int[0, 12],
            Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 14])
            .Select((space, method, seed, cap, restarts, target, maximize, more) => Several(new SearchSpec
            {
                Enqueue = [.. Enumerable.Range(0, cap == 0 ? more / 5 : Math.Min(cap, more / 5))
                    .Select(pick => Given(space, pick * 31))],
                Version = AlgorithmVersions.First + (int)((ulong)seed % AlgorithmVersions.Newest),
                Space = space,
                Method = (SearchMethod)method,
                Seed = seed,
                RunCap = cap == 0 ? null : cap,
                MaxRestarts = restarts,
                Target = target == 0 ? 0 : null,
                Budget = (seed & 24) switch
                {
                    8 => new SweepBudget { NoBetterAfter = 1 + cap % 3 },
                    16 => new SweepBudget { Seconds = 100, DeviceHours = 20, NoBetterAfter = 4 },
                    _ => null,
                },
                Goal = maximize ? Goal.Maximize : Goal.Minimize,
                Constraints = (seed & 32) == 0 ? null : [new("latency", Max: 3)],
                EarlyTermination = Sparing(cap, (more % 6) switch
                {
                    1 => new EarlyTermination.Asha("epoch", 1, 2, 8, 2),
                    2 => new EarlyTermination.Asha("epoch", 1, 2, 8, 1, Stopping: true),
                    3 => new EarlyTermination.Hyperband(1, 8, 0, 2, Strict: (seed & 2) == 0),
                    4 => new EarlyTermination.Median(1, 2),
                    5 => new EarlyTermination.Plateau(1 + cap % 2, 0),
                    _ => null,
                }),
            }));

    // A third of the sweeps that may have several objectives.
    private static SearchSpec Several(SearchSpec spec) => Repeating(SeveralObjectives(spec));

    // Half of those with one objective.
    private static SearchSpec Repeating(SearchSpec spec) =>
        (spec.Seed & 512) != 0 && spec.MoreObjectives is null
            ? spec with { Repeats = 2 + (int)((ulong)spec.Seed / 1024 % 4) }
            : spec;

    private static SearchSpec SeveralObjectives(SearchSpec spec) =>
        (ulong)spec.Seed / 64 % 3 == 0 && SearchMethods.ForSeveralObjectives.Contains(spec.Method)
        && spec is { Target: null, EarlyTermination: null or EarlyTermination.Asha }
            ? spec with { MoreObjectives = [new("size"), new("accuracy", Goal.Maximize)] }
            : spec;

    private static EarlyTermination? Sparing(int some, EarlyTermination? rule) =>
        some % 4 == 3 && rule is not null ? rule with { NeverStopped = 0.3 } : rule;

    public static Gen<(int Kind, int Pick)[]> Choices { get; } = Gen.Select(
        Gen.Int[0, 99], Gen.Int[0, 1000]).Array[0, 120];

    /// <summary>
    /// Returns a sweep that has just been prepared. Half of the sweeps receive enough observations of another sweep for
    /// a method that learns to propose from them, since few sweeps would reach that number by themselves.
    /// </summary>
    public static SearchRun Prepared(SearchSpec spec)
    {
        var run = new SearchRun(spec);
        if ((spec.Seed & 4) == 0) run.Tell(Lent(spec, Enumerable.Range(0, MostLent)));
        run.Tell(new SearchEvent.Prepared());
        return run;
    }

    /// <summary>
    /// The choices that a search with the spec's method receives: fewer for a Gaussian process, which is slow.
    /// </summary>
    public static IEnumerable<(int Kind, int Pick)> For(SearchSpec spec, (int Kind, int Pick)[] choices) =>
        spec.Method == SearchMethod.Gp ? choices.Take(MostOfGp) : choices;

    /// <summary>
    /// The event that a choice stands for in a state: mostly slots and ends of running attempts, sometimes noise or
    /// user requests.
    /// </summary>
    public static SearchEvent Event(SearchSpec spec, SearchState state, (int Kind, int Pick) choice) =>
        choice.Kind switch
        {
            < 2 => new SearchEvent.Prepared(),
            < 3 => new SearchEvent.StopRequested(),
            < 4 => new SearchEvent.CancelRequested(),
            < 8 => new SearchEvent.AttemptEnded(choice.Pick % 7, choice.Pick % 3, Outcome(spec, choice.Pick)),
            < 10 when state.IsFinal || state.Status == SweepStatus.Preparing => new SearchEvent.Prepared(),
            < 10 => new SearchEvent.PauseRequested(),
            < 13 => new SearchEvent.ResumeRequested(),
            < 14 => new SearchEvent.LimitRequested(choice.Pick % 4 == 0 ? null : choice.Pick % 4),
            < 15 => new SearchEvent.UseMeasured(choice.Pick / 5.0, choice.Pick / 40.0),
            < 16 => new SearchEvent.BudgetRaised(
                choice.Pick % 2 == 0 ? choice.Pick * 2 : null, choice.Pick % 3 == 0 ? choice.Pick / 4.0 : null,
                choice.Pick % 5 < 2 ? choice.Pick % 9 : null, choice.Pick % 7 == 0 ? (state.RunCap ?? 1) + 2 : null),
            < 17 when choice.Pick % 2 == 0 && state.NextTrial > 0 => Repeated(spec, state, choice.Pick),
            < 18 => new SearchEvent.RunCapRaised((state.RunCap ?? 1) + choice.Pick % 3),
            < 22 => new SearchEvent.AssignmentGiven(Given(spec.Space, choice.Pick)),
            < 24 => Lent(spec, Enumerable.Range(choice.Pick, choice.Pick % 15)),
            < 40 when !state.Running.IsEmpty => Reached(spec, state, choice.Pick),
            < 60 when !state.Running.IsEmpty => Ended(spec, state, choice.Pick),
            _ => new SearchEvent.SlotOffered($"n{choice.Pick % 3}"),
        };

    /// <summary>An assignment of the space.</summary>
    public static Assignment Given(SearchSpace space, int pick) =>
        space.Assign(parameter => Quantile.Evaluate(parameter.Distribution, pick % 97 / 97.0));

    private static SearchEvent.RepeatsRequested Repeated(SearchSpec spec, SearchState state, int pick)
    {
        var trial = pick % state.NextTrial;
        return new(
            trial, state.Repeats?.Groups.GetValueOrDefault(trial)?.Assignment ?? Given(spec.Space, pick), 2 + pick % 4,
            [new(pick % 5, Outcomes: Outcomes(spec, 1))]);
    }

    private static SearchEvent.ObservationsLent Lent(SearchSpec spec, IEnumerable<int> picks) => new(
        [.. picks.Index().Select(pick => new Observation(
            pick.Index, Given(spec.Space, pick.Item * 7), pick.Index % 4 == 0 ? null : pick.Item * 5 % 9, null,
            Outcomes(spec, pick.Item)))]);

    private static SearchEvent.RungReached Reached(SearchSpec spec, SearchState state, int pick)
    {
        var (trial, running) = state.Running.ElementAt(pick % state.Running.Count);
        return new(
            trial, running.Attempt, 1 << pick % 4, pick % 11 == 0 ? double.NaN : pick % 5, pick % 3 == 0
                ? pick % 7
                : null, Outcomes(spec, pick));
    }

    private static SearchEvent.AttemptEnded Ended(SearchSpec spec, SearchState state, int pick)
    {
        var (trial, running) = state.Running.ElementAt(pick % state.Running.Count);
        return new(trial, running.Attempt, Outcome(spec, pick / 7));
    }

    private static AttemptOutcome Outcome(SearchSpec spec, int pick) => (pick % 8) switch
    {
        0 => new AttemptOutcome.Failed("it threw", pick % 3 == 0 ? null : $"n{pick % 2}"),
        1 => new AttemptOutcome.Faulted("the disk is full", $"n{pick % 2}"),
        2 => new AttemptOutcome.Diverged("loss is NaN"),
        3 => new AttemptOutcome.Released("drained"),
        4 => new AttemptOutcome.Cancelled(),
        5 => new AttemptOutcome.Completed(double.NaN, Outcomes(spec, pick)),
        _ => new AttemptOutcome.Completed(pick % 13 - 3, Outcomes(spec, pick)),
    };

    // Sometimes unknown, or no number.
    private static OutcomeValues? Outcomes(SearchSpec spec, int pick)
    {
        ImmutableArray<double?> values = [.. spec.OutcomeMetrics.Select((_, index) => Outcome(pick + 5 * index))];
        return values.IsEmpty ? null : new(values);
    }

    private static double? Outcome(int pick) => pick % 17 == 0 ? null : pick % 19 == 0 ? double.NaN : pick % 6;
}
