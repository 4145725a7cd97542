using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods;

public class RandomMethodTests
{
    private static readonly ISearchMethod Random = SearchMethods.Get(SearchMethod.Random);

    private static Assignment Propose(SearchSpec spec, int trial) =>
        Random.Propose(spec, SearchCore.Begin(spec), trial);

    [Fact]
    public void Propose_FixedSeed_NeverChanges()
    {
        var spec = new SearchSpec { Space = Make.VariedSpace(), Method = SearchMethod.Random, Seed = 42 };
        var lines = Enumerable.Range(0, 12).Append(1_000_000).Select(trial => $"{trial}: {Propose(spec, trial)}\n");
        Golden.Check("proposals.random.txt", string.Concat(lines));
    }

    [Fact]
    public void Propose_AnySpace_GivesExactlyTheParametersThatExistAndValuesTheyCanHave() =>
        Gen.Select(SpaceGen.Any, Gen.Long, Gen.Int[0, int.MaxValue]).ForAll((space, seed, trial) =>
        {
            var assignment = Propose(new() { Space = space, Method = SearchMethod.Random, Seed = seed }, trial);
            foreach (var parameter in space.Parameters)
            {
                var exists = parameter.When.All(condition =>
                    assignment.TryGet(condition.Parameter, out var value) && condition.Values.Contains(value));
                assignment.TryGet(parameter.Name, out var chosen).ShouldBe(exists);
                if (chosen is not null) Membership.Contains(parameter.Distribution, chosen).ShouldBeTrue();
            }
        });

    [Fact]
    public void Propose_ParameterAdded_LeavesOthersAsTheyWere()
    {
        var space = Make.Space(Make.Parameter("a", new Distribution.Uniform(0, 1)));
        var wider = Make.Space(Make.Parameter("b", new Distribution.Uniform(0, 1)), space.Parameters[0]);
        Value(wider).ShouldBe(Value(space));

        static ParameterValue? Value(SearchSpace space) =>
            Propose(new() { Space = space, Method = SearchMethod.Random, Seed = 5 }, 3)
                .TryGet("a", out var a) ? a : null;
    }
}
