using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Grids;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods;

public class WithoutRepeatsTests
{
    public static TheoryData<SearchMethod> Methods => new(SearchMethods.Learning);

    /// <summary>
    /// Some trials fail, some are enqueued by a user, one of them twice, several run at once, and more trials are
    /// requested than there are points.
    /// </summary>
    [Theory, MemberData(nameof(Methods))]
    public void Propose_AnyFiniteSpace_TriesEachPointOnceAndThenEnds(SearchMethod method) =>
        Gen.Select(SpaceGen.Finite, Gen.Int[0, 1000], Gen.Int[0, 3], Gen.Int[1, 4])
            .ForAll((space, seed, given, workers) =>
            {
                var points = FinitePoints.TryOf(space)!.Count;
                if (points > 40) return;
                Assignment[] enqueued = [.. Enumerable.Range(0, given)
                    .Select(pick => RunGen.Given(space, pick * 31 % 62))];
                var run = SearchRun.Prepared(new()
                {
                    Version = AlgorithmVersions.Newest,
                    Space = space,
                    Method = method,
                    Seed = seed,
                    Enqueue = [.. enqueued],
                    RunCap = seed % 2 == 0 ? null : 60,
                    MaxRestarts = 0,
                });
                while (!run.State.IsFinal)
                {
                    while (run.State.Running.Count < workers && run.State.RemainingDemand > 0)
                        run.Offer().ShouldNotBeEmpty();
                    var (trial, running) = run.State.Running.ElementAt(
                        run.State.NextTrial * 7 % run.State.Running.Count);
                    run.End(
                        trial, 1, trial % 5 == 3
                            ? new AttemptOutcome.Failed("it threw")
                            : new AttemptOutcome.Completed(Value(running.Assignment)));
                }

                var begun = run.Steps.SelectMany(step => step.Actions).OfType<SearchAction.BeginAttempt>()
                    .Select(begin => begin.Assignment).ToArray();
                begun.Skip(given).ShouldBeUnique();
                begun.Skip(given).Intersect(enqueued).ShouldBeEmpty();
                begun.Distinct().Count().ShouldBe((int)points!);
                run.Steps[^1].Actions.OfType<SearchAction.EnterStatus>().Single()
                    .ShouldBe(new(SweepStatus.Completed, "every assignment of the space was tried"));
            }, iter: 40);

    [Theory, MemberData(nameof(Methods))]
    public void Begin_SpaceThatIsNotFinite_ProposesAnyNumber(SearchMethod method)
    {
        var whole = Make.Spec(
            method, Make.Parameter(
                "n", new Distribution.IntUniform(1, 12))) with
        { Version = AlgorithmVersions.Newest };
        var real = Make.Spec(
            method, Make.Parameter("x", new Distribution.Uniform(0, 1))) with
        { Version = AlgorithmVersions.Newest };
        SearchCore.Begin(whole).Limit.ShouldBe(12);
        SearchCore.Begin(whole with { Version = AlgorithmVersions.First }).Limit.ShouldBe(int.MaxValue);
        SearchCore.Begin(real).Limit.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void Begin_CategoryThatIsNeverDrawn_IsNotCounted() =>
        SearchCore.Begin(Make.Spec(SearchMethod.Tpe, Make.Parameter("c", new Distribution.Categorical(
                [Make.Value("a"), Make.Value("never"), Make.Value("b")],
                [0.5, 0.0, 0.5]))) with
        { Version = AlgorithmVersions.Newest })
            .Limit.ShouldBe(2);

    /// <summary>A user who cancels a trial may enqueue its assignment again.</summary>
    [Fact]
    public void Begin_GivenWhatWasCancelled_LeavesTheLimitWhereItIs()
    {
        var run = SearchRun.Prepared(
            Make.Spec(
                SearchMethod.Tpe,
                Make.Parameter("c", Make.Choice("a", "b"))) with
            { Version = AlgorithmVersions.Newest });
        run.Offer();
        var cancelled = run.State.Running[0].Assignment;
        run.End(0, 1, new AttemptOutcome.Cancelled());
        run.Offer();
        run.Tell(new SearchEvent.AssignmentGiven(cancelled));
        run.Offer();
        run.State.NextTrial.ShouldBe(3);
        run.State.Limit.ShouldBe(3);
    }

    private static double Value(Assignment assignment) => assignment.Sum(pair => pair.Value switch
    {
        ParameterValue.Integer whole => whole.Value * whole.Value,
        ParameterValue.Number number => number.Value * number.Value,
        _ => pair.Value.ToString()![^1] - '0',
    });
}
