using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;

namespace Experiments.Search.Tests.Spaces;

/// <summary>Null is a value like any other.</summary>
public class NullValueTests
{
    private static readonly ParameterValue Null = new ParameterValue.Null();

    private static readonly SearchSpace Space = new(
    [
        new("clip", new Distribution.Categorical([Null, new ParameterValue.Number(0.05)]), []),
        new("depth", new Distribution.IntUniform(1, 4), [new Condition("clip", [Null])]),
    ]);

    [Fact]
    public void Json_NullEverywhere_ReadsBackAsItWas()
    {
        var assignment = new Assignment([new("clip", Null), new("list", new ParameterValue.List([Null, Null]))]);

        var json = JsonSerializer.Serialize(assignment, SearchJson.Options);

        json.ShouldBe("""{"clip":null,"list":[null,null]}""");
        JsonSerializer.Deserialize<Assignment>(json, SearchJson.Options).ShouldBe(assignment);
        var space = JsonSerializer.Serialize(Space, SearchJson.Options);
        var read = JsonSerializer.Deserialize<SearchSpace>(space, SearchJson.Options)!;
        JsonSerializer.Serialize(read, SearchJson.Options).ShouldBe(space);
        ((Distribution.Categorical)read.Parameters[0].Distribution).Values[0].ShouldBe(Null);
        read.Parameters[1].When[0].HoldsFor(Null).ShouldBeTrue();
    }

    [Theory]
    [InlineData(SearchMethod.Grid)]
    [InlineData(SearchMethod.Random)]
    [InlineData(SearchMethod.Sobol)]
    [InlineData(SearchMethod.Tpe)]
    [InlineData(SearchMethod.Gp)]
    [InlineData(SearchMethod.Cmaes)]
    public void Propose_CategoryThatIsNull_IsProposedAndItsConditionHolds(SearchMethod method)
    {
        var spec = new SearchSpec { Version = AlgorithmVersions.Newest, Space = Space, Method = method, RunCap = 25 };
        var (state, _) = SearchCore.Apply(spec, SearchCore.Begin(spec), new SearchEvent.Prepared());
        var tried = new List<Assignment>();
        for (var trial = 0; trial < 25; trial++)
        {
            (state, var actions) = SearchCore.Apply(spec, state, new SearchEvent.SlotOffered("node"));
            if (actions.OfType<SearchAction.BeginAttempt>().FirstOrDefault() is not { } begin) break;
            tried.Add(begin.Assignment);
            (state, _) = SearchCore.Apply(
                spec, state,
                new SearchEvent.AttemptEnded(begin.Trial, begin.Attempt, new AttemptOutcome.Completed(trial % 7)));
        }

        tried.ShouldContain(assignment => assignment.Contains(KeyValuePair.Create("clip", Null)));
        foreach (var assignment in tried)
        {
            assignment.TryGet("clip", out var clip).ShouldBeTrue();
            assignment.TryGet("depth", out _).ShouldBe(clip == Null);
        }
    }

    [Fact]
    public void Complete_NullThatIsListed_IsTaken()
    {
        EnqueuedAssignment.Complete(
            Space, [new("clip", Null), new("depth", new ParameterValue.Integer(2))]).Count.ShouldBe(2);
        Should.Throw<ArgumentException>(
            () => EnqueuedAssignment.Complete(Space, [new("clip", Null), new("depth", Null)]))
            .Message.ShouldBe("parameter 'depth' cannot be null");
    }
}
