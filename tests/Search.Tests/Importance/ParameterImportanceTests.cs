using System.Collections.Immutable;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Importance;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Importance;

public class ParameterImportanceTests
{
    private static readonly SearchSpace Space = Make.Space(
        Make.Parameter("optimizer", Make.Choice("sgd", "adam", "rmsprop")),
        Make.Parameter("momentum", new Distribution.Uniform(0, 1), Make.When("optimizer", "sgd")),
        Make.Parameter("learning_rate", new Distribution.LogUniform(1e-4, 1)),
        Make.Parameter("dropout", new Distribution.Uniform(0, 0.6)),
        Make.Parameter("batch_size", new Distribution.Constant(Make.Value(64))));

    [Fact]
    public void Of_ObjectiveOfOneNumber_GivesItNearlyAll()
    {
        var shares = Of(300, Goal.Minimize, trial => Math.Abs(Math.Log10(Number(trial, "learning_rate")) + 2));
        shares[0].Parameter.ShouldBe("learning_rate");
        shares[0].Share.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Of_ObjectiveOfOneChoice_GivesItNearlyAll()
    {
        var shares = Of(300, Goal.Maximize, trial => Text(trial, "optimizer") == "adam" ? 1 : 0);
        shares[0].Parameter.ShouldBe("optimizer");
        shares[0].Share.ShouldBeGreaterThan(0.6);
        // It exists only with the optimizer that is never among the best, which says as much as the optimizer itself.
        shares[1].Parameter.ShouldBe("momentum");
        shares.Skip(2).Sum(rest => rest.Share).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Of_ObjectiveOfTwoNumbers_RanksTheStrongerFirst()
    {
        var shares = Of(
            1_000, Goal.Minimize,
            trial => 3 * Math.Abs(Math.Log10(Number(trial, "learning_rate")) + 2) + Number(trial, "dropout"));
        shares.Take(2).Select(share => share.Parameter).ShouldBe(["learning_rate", "dropout"]);
        shares[1].Share.ShouldBeGreaterThan(0.01);
        shares[0].Share.ShouldBeGreaterThan(2 * shares[1].Share);
    }

    [Fact]
    public void Of_ObjectiveOfNothing_IsNotBiasedTowardsAnyKind()
    {
        // Chance is subtracted: over many sweeps, the remainder must favour no parameter.
        var sums = new Dictionary<string, double>();
        for (var seed = 0; seed < 60; seed++)
        {
            var chance = new Random(seed);
            foreach (var (name, share) in Of(100, Goal.Minimize, _ => chance.NextDouble(), seed))
                sums[name] = sums.GetValueOrDefault(name) + share;
        }

        sums.Values.Max().ShouldBeLessThan(3 * sums.Values.Min());
    }

    [Fact]
    public void Of_TooFewTrials_IsEmpty() =>
        Of(ParameterImportance.FewestTrials - 1, Goal.Minimize, trial => Number(trial, "dropout")).ShouldBeEmpty();

    [Fact]
    public void Of_AnyTrials_SumsToOneOrZeroAndNamesWhatVaried() =>
        Gen.Select(SpaceGen.Any, Gen.Long, Gen.Int[16, 60], Gen.Double[-10, 10].Array[60])
            .ForAll((space, seed, count, objectives) =>
            {
                var trials = Trials(space, count, seed).Select((trial, index) => (trial, objectives[index])).ToList();
                var shares = ParameterImportance.Compute(Ranked(trials, Goal.Maximize));
                var sum = shares.Sum(share => share.Share);
                (sum == 0 || Math.Abs(sum - 1) < 1e-9).ShouldBeTrue();
                shares.ShouldAllBe(share => share.Share >= 0);
                shares.Select(share => share.Parameter).ShouldBe(
                    space.Parameters.Select(parameter => parameter.Name).Where(name => Varies(name, trials)),
                    ignoreOrder: true);
            });

    private static bool Varies(string name, IEnumerable<(Assignment Trial, double)> trials) =>
        trials.Select(trial => trial.Trial.TryGet(name, out var value) ? value : null).Distinct().Count() > 1;

    private static IEnumerable<Assignment> Trials(SearchSpace space, int count, long seed)
    {
        var spec = new SearchSpec { Space = space, Method = SearchMethod.Random, Seed = seed };
        var state = SearchCore.Begin(spec);
        return Enumerable.Range(0, count)
            .Select(trial => SearchMethods.Get(SearchMethod.Random).Propose(spec, state, trial));
    }

    private static IReadOnlyList<(string Parameter, double Share)> Of(
        int count, Goal goal, Func<Assignment, double> objective, long seed = 1) =>
        ParameterImportance.Compute(
            Ranked(Trials(Space, count, seed).Select(trial => (trial, objective(trial))), goal));

    private static ImmutableArray<Assignment> Ranked(
        IEnumerable<(Assignment Trial, double Objective)> trials, Goal goal) =>
        [.. trials.OrderBy(trial => goal == Goal.Minimize ? trial.Objective : -trial.Objective)
            .Select(trial => trial.Trial)];

    private static double Number(Assignment trial, string name) =>
        trial.TryGet(name, out var value) && value is ParameterValue.Number number ? number.Value : 0;

    private static string? Text(Assignment trial, string name) =>
        trial.TryGet(name, out var value) ? value.ToString() : null;
}
