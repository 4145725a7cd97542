using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Grids;
using Experiments.Search.Methods;
using Experiments.Search.Methods.Auto;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Methods;

public sealed class AutoMethodTests
{
    private static readonly SearchSpec Spec = Make.Spec(
        SearchMethod.Auto, Make.Parameter("x", new Distribution.Uniform(0, 1)),
        Make.Parameter("y", new Distribution.Uniform(0, 1))) with
    { Version = AlgorithmVersions.Newest, RunCap = 100 };

    [Fact]
    public void Propose_AnyHistory_ProposesAsTheMethodThatItChooses() =>
        Histories.ForAll(SearchMethod.Auto, (spec, state) =>
        {
            var (assignment, choice) = SearchMethods.Propose(spec, state, state.NextTrial);
            var chosen = choice.ShouldNotBeNull();
            SearchMethods.Get(SearchMethod.Auto).Propose(spec, state, state.NextTrial).ShouldBe(assignment);
            // Methods that do not learn may repeat a point, which auto does not.
            if (!SearchMethods.Learning.Contains(chosen) && FinitePoints.TryOf(spec.Space) is not null) return;
            assignment.ShouldBe(
                SearchMethods.Get(chosen).Propose(spec with { Method = chosen }, state, state.NextTrial));
        });

    [Theory]
    [InlineData(0, SearchMethod.Sobol, SearchMethod.Sobol)]
    [InlineData(15, SearchMethod.Sobol, SearchMethod.Sobol)]
    [InlineData(16, SearchMethod.Gp, SearchMethod.Gp)]
    [InlineData(199, SearchMethod.Gp, SearchMethod.Gp)]
    [InlineData(200, SearchMethod.Cmaes, SearchMethod.Tpe)]
    [InlineData(201, SearchMethod.Cmaes, SearchMethod.Gp)]
    public void Choose_Results_IsByTheirNumberAndTheSpace(int results, SearchMethod numbers, SearchMethod others)
    {
        Choose(Spec).ShouldBe(numbers);
        Choose(Make.Spec(SearchMethod.Auto, [.. Spec.Space.Parameters, Make.Parameter("c", Make.Choice("a", "b"))]))
            .ShouldBe(others);
        Choose(Make.Spec(SearchMethod.Auto,
            [
                Make.Parameter("c", new Distribution.IntUniform(0, 1)),
                Make.Parameter("z", new Distribution.Uniform(0, 1), new Condition("c", [Make.Value(1)])),
            ])).ShouldBe(others);

        SearchMethod Choose(SearchSpec spec)
        {
            // Failed trials are no results.
            var state = Histories.After(spec, results + 5, trial => trial < 5 ? null : trial, _ => null);
            return AutoMethod.Choose(spec, state, results);
        }
    }

    [Theory]
    [InlineData(15, SearchMethod.Sobol)]
    [InlineData(16, SearchMethod.Tpe)]
    [InlineData(17, SearchMethod.Nsga2)]
    [InlineData(300, SearchMethod.Tpe)]
    public void Choose_SeveralObjectives_IsOneThatSearchesForAFront(int results, SearchMethod chosen)
    {
        var spec = Spec with { MoreObjectives = [new("size")] };
        AutoMethod.Choose(spec, Histories.After(spec, results, trial => trial, _ => null), results).ShouldBe(chosen);
    }

    [Theory]
    [InlineData(SearchMethod.Grid)]
    [InlineData(SearchMethod.Random)]
    [InlineData(SearchMethod.Gp)]
    public void Propose_AnyOtherMethod_ChoosesNone(SearchMethod method)
    {
        var spec = Make.Spec(method, Make.Parameter("n", new Distribution.IntUniform(0, 9)));
        SearchMethods.Propose(spec, SearchCore.Begin(spec), 0).Chosen.ShouldBeNull();
    }

    /// <summary>The log says which method proposed each trial, and only where one was chosen.</summary>
    [Fact]
    public void Decide_Sweep_NamesTheMethodOfEachProposal()
    {
        var given = new Assignment([new("x", Make.Value(0.5)), new("y", Make.Value(0.5))]);
        var run = SearchRun.Prepared(Spec with { Enqueue = [given], MaxRestarts = 1 });
        var chosen = new List<SearchMethod?>();
        for (var trial = 0; trial < 20; trial++)
        {
            var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
            chosen.Add(begin.Method);
            if (trial == 3)
            {
                run.End(trial, 1, new AttemptOutcome.Failed("it threw"));
                run.Offer().OfType<SearchAction.BeginAttempt>().Single().Method.ShouldBeNull();
            }
            run.End(trial, trial == 3 ? 2 : 1, new AttemptOutcome.Completed(trial * 7 % 5));
        }
        chosen[0].ShouldBeNull();
        chosen[1..16].ShouldAllBe(method => method == SearchMethod.Sobol);
        chosen[16..].ShouldAllBe(method => method == SearchMethod.Gp);
    }

    /// <summary>Logs from before there was a choice have none.</summary>
    [Fact]
    public void Read_AttemptWithoutMethod_HasNone()
    {
        const string Stored =
            """{"kind":"begin_attempt","trial":3,"attempt":1,"restarts":0,"node":"n1","assignment":{"x":0.5}}""";
        var read = JsonSerializer.Deserialize<SearchAction>(Stored, SearchJson.Options)!;
        read.ShouldBeOfType<SearchAction.BeginAttempt>().Method.ShouldBeNull();
        JsonSerializer.Serialize(read, SearchJson.Options).ShouldBe(Stored);
    }
}
