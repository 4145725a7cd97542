using System.Collections.Immutable;
using CsCheck;
using Experiments.Search.Events;
using Experiments.Search.Randomness;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Constraints;

/// <summary>Limits of sums of parameters: no method proposes anything outside.</summary>
public class SumConstraintTests
{
    // A 720th of the cube.
    private static readonly SearchSpace Simplex = Make.Space(
        [.. Enumerable.Range(0, 6).Select(i => Make.Parameter($"p{i}", new Distribution.Uniform(0, 1)))]) with
    {
        Sums = [new([.. Enumerable.Range(0, 6).Select(i => new SumTerm($"p{i}", 1))], Max: 1)],
    };

    private static readonly SearchSpace Whole = Make.Space(
        Make.Parameter("a", new Distribution.IntUniform(0, 9)), Make.Parameter("b", new Distribution.IntUniform(0, 9)))
        with
    {
        Sums = [new([new("a", 1), new("b", 2)], Min: 5, Max: 7)],
    };

    [Theory]
    [InlineData(1, 2, "a + 2*b", 5)]
    [InlineData(-1, 0.5, "-a + 0.5*b", 0)]
    [InlineData(2, -1, "2*a - b", 0)]
    public void Sum_OfWeightedParameters_IsAsWritten(double first, double second, string text, double sum)
    {
        var limit = new SumConstraint([new("a", first), new("b", second)], Max: 1);
        limit.Text.ShouldBe(text);
        limit.SumOf(At(1, 2L)).ShouldBe(sum);
    }

    [Fact]
    public void Sum_OfMultiples_IsWithinTheirRounding()
    {
        var limit = new SumConstraint([new("a", 1), new("b", 1)], Min: 0.3, Max: 0.3);
        limit.ExcessOf(At(0.1, 0.2)).ShouldBe(0);
        limit.ExcessOf(At(0.1, 0.3)).ShouldBe(0.1, 1e-12);
    }

    /// <summary>The property that counts: 10,000 proposals, of which none is outside.</summary>
    [Theory]
    [InlineData(SearchMethod.Random, 8_000)]
    [InlineData(SearchMethod.Sobol, 1_000)]
    [InlineData(SearchMethod.Tpe, 500)]
    [InlineData(SearchMethod.Cmaes, 350)]
    [InlineData(SearchMethod.Gp, 75)]
    [InlineData(SearchMethod.Auto, 75)]
    public void Propose_InASimplexOfSix_NeverLeavesIt(SearchMethod method, int trials)
    {
        var distinct = new HashSet<Assignment>();
        // The best is at a corner, from which the sum pushes back.
        foreach (var assignment in Proposals(Simplex, method, trials, 0, at => -Of(at, "p0") - 0.5 * Of(at, "p1")))
        {
            Enumerable.Range(0, 6).Sum(i => Of(assignment, $"p{i}")).ShouldBeLessThanOrEqualTo(1 + 1e-9);
            distinct.Add(assignment);
        }
        // Those that learn come back to the corner.
        distinct.Count.ShouldBeGreaterThan(trials / 2);
    }

    [Theory]
    [InlineData(SearchMethod.Tpe, 0.7)]
    [InlineData(SearchMethod.Gp, 0.95)]
    [InlineData(SearchMethod.Cmaes, 0.7)]
    public void Propose_InASimplexWhoseBestIsACorner_ComesNearIt(SearchMethod method, double near) =>
        Proposals(Simplex, method, 75, 1, at => -Of(at, "p0")).Max(at => Of(at, "p0")).ShouldBeGreaterThan(near);

    [Fact]
    public void Propose_Random_IsSpreadAsTheDistributionWithinTheLimit()
    {
        var drawn = Proposals(Simplex, SearchMethod.Random, 4_000, 2, _ => 0).ToArray();
        // Each coordinate of a uniform point of the simplex has the mean 1/7 and the variance 6/392.
        for (var i = 0; i < 6; i++)
        {
            var values = drawn.Select(at => Of(at, $"p{i}")).ToArray();
            values.Average().ShouldBe(1 / 7.0, 0.01);
            values.Average(value => (value - 1 / 7.0) * (value - 1 / 7.0)).ShouldBe(6 / 392.0, 0.002);
        }
    }

    [Fact]
    public void Walk_OfASimplex_HasTheSameSpread()
    {
        var walked = Region.Of(Simplex).Walk(
            (step, name) => CounterRandom.Candidate(3, 0, step, name)).Take(4_000).ToArray();
        walked.ShouldAllBe(at => Simplex.Allows(at));
        for (var i = 0; i < 6; i++) walked.Average(at => Of(at, $"p{i}")).ShouldBe(1 / 7.0, 0.03);
    }

    [Theory]
    [InlineData(SearchMethod.Grid)]
    [InlineData(SearchMethod.Tpe)]
    [InlineData(SearchMethod.Gp)]
    [InlineData(SearchMethod.Auto)]
    public void Propose_InAFiniteSpace_TriesEachAllowedPointOnceAndEnds(SearchMethod method)
    {
        var run = SearchRun.Prepared(new SearchSpec
        {
            Version = AlgorithmVersions.Newest,
            Space = Whole,
            Method = method,
        });
        var tried = new List<(long A, long B)>();
        while (run.State.RemainingDemand > 0)
        {
            var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
            tried.Add(((long)Of(begin.Assignment, "a"), (long)Of(begin.Assignment, "b")));
            run.End(begin.Trial, 1, new AttemptOutcome.Completed(begin.Trial % 5));
        }
        var allowed = from a in Enumerable.Range(0, 10)
                      from b in Enumerable.Range(0, 10)
                      where a + 2 * b is >= 5 and <= 7
                      select ((long)a, (long)b);
        tried.Order().ShouldBe(allowed.Order());
        run.State.Status.ShouldBe(SweepStatus.Completed);
    }

    [Fact]
    public void Propose_AnySpaceWithAnyLimitThatHalfTheDrawsKeep_NeverBreaksIt() =>
        Gen.Select(
            SpaceGen.AnyNumeric.Array[2, 4], Gen.Double[-3, 3].Array[4], Gen.Long,
            Gen.Int[0, 4].Select(i => new[]
            {
                SearchMethod.Random, SearchMethod.Sobol, SearchMethod.Tpe, SearchMethod.Cmaes, SearchMethod.Gp,
            }[i])).ForAll((numbers, weights, seed, method) =>
        {
            var space = Make.Space([.. numbers.Select((each, at) => Make.Parameter($"p{at}", each))]);
            var terms = numbers.Select((_, at) => new SumTerm($"p{at}", weights[at] is 0 ? 1 : weights[at]))
                .ToImmutableArray();
            var sums = Proposals(space, SearchMethod.Random, 21, seed, _ => 0)
                .Select(new SumConstraint(terms).SumOf).Order().ToArray();
            var limited = space with { Sums = [new(terms, Max: sums[10])] };
            foreach (var at in Proposals(limited, method, 20, seed, new SumConstraint(terms).SumOf))
                limited.Allows(at).ShouldBeTrue();
        }, iter: 40);

    [Fact]
    public void Propose_LimitIsNearlyAlwaysBroken_StaysWithinIt()
    {
        // One point in a hundred million.
        var space = Make.Space(
            Make.Parameter("a", new Distribution.LogUniform(1e-8, 1)),
            Make.Parameter("b", new Distribution.Normal(0, 1)),
            Make.Parameter("c", Make.Choice(1, 2, 3)), Make.Parameter("d", new Distribution.IntUniform(0, 1_000_000)))
            with
        {
            Sums = [new([new("a", 1), new("b", 1), new("c", 1), new("d", 1e-5)], Min: 14, Max: 14.5)],
        };
        Region.Of(space).IsEmpty.ShouldBeFalse();
        foreach (var method in (SearchMethod[])[SearchMethod.Random, SearchMethod.Tpe, SearchMethod.Cmaes])
        {
            foreach (var at in Proposals(space, method, 30, 4, at => Of(at, "b")))
                space.Allows(at).ShouldBeTrue();
        }
    }

    [Fact]
    public void Region_ThatIsEmpty_HasTheNearestPoint()
    {
        var space = Make.Space(
            Make.Parameter("a", new Distribution.Uniform(1, 2)), Make.Parameter("b", new Distribution.Uniform(1, 2)))
            with
        {
            Sums = [new([new("a", 1), new("b", 1)], Max: 1)],
        };
        Region.Of(space).IsEmpty.ShouldBeTrue();
        (Of(Region.Of(space).Nearest, "a") + Of(Region.Of(space).Nearest, "b")).ShouldBe(2, 1e-6);
    }

    [Fact]
    public void Given_AssignmentOutsideOfASum_IsNotTaken()
    {
        EnqueuedAssignment.WhyNot(Whole, At(9L, 9L)).ShouldBe("a + 2*b is 27, but 'constraints' allows at most 7");
        EnqueuedAssignment.WhyNot(Whole, At(0L, 1L)).ShouldBe("a + 2*b is 2, but 'constraints' allows at least 5");
        EnqueuedAssignment.WhyNot(Whole, At(1L, 2L)).ShouldBeNull();
        var run = SearchRun.Prepared(new SearchSpec { Space = Whole, Method = SearchMethod.Random });
        run.Tell(new SearchEvent.AssignmentGiven(At(9L, 9L))).ShouldBeEmpty();
    }

    private static IEnumerable<Assignment> Proposals(
        SearchSpace space, SearchMethod method, int trials, long seed, Func<Assignment, double> objective)
    {
        var run = SearchRun.Prepared(
            new SearchSpec { Version = AlgorithmVersions.Newest, Space = space, Method = method, Seed = seed });
        for (var trial = 0; trial < trials && run.State.RemainingDemand > 0; trial++)
        {
            var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
            yield return begin.Assignment;
            run.End(trial, 1, new AttemptOutcome.Completed(objective(begin.Assignment)));
        }
    }

    private static double Of(Assignment at, string name) =>
        at.Single(pair => pair.Key == name).Value.ToReal()!.Value;

    private static Assignment At(object a, object b) => new(
        [KeyValuePair.Create("a", Make.Value(a)), KeyValuePair.Create("b", Make.Value(b))]);
}
