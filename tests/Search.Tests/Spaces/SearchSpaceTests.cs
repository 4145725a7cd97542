using CsCheck;
using Experiments.Search.Spaces;
using Experiments.Testing.Properties;
using static Experiments.Search.Tests.Support.Make;

namespace Experiments.Search.Tests.Spaces;

public class SearchSpaceTests
{
    [Fact]
    public void Assign_ConditionOnMissingParameter_Fails()
    {
        var space = Space(
            Parameter("c", Choice(1), When("b", 1)),
            Parameter("b", Choice(1), When("a", "yes")),
            Parameter("a", Choice("yes", "no")));
        space.Assign(parameter => parameter.Name == "a" ? Value("no") : Value(1)).ToString().ShouldBe("a=no");
        space.Assign(parameter => parameter.Name == "a" ? Value("yes") : Value(1)).ToString().ShouldBe("c=1 b=1 a=yes");
    }

    [Fact]
    public void Assign_TwoConditions_NeedBoth()
    {
        var space = Space(
            Parameter("a", Choice(1)), Parameter("b", Choice(2)),
            Parameter("both", Choice(0), When("a", 1), When("b", 2)),
            Parameter("one", Choice(0), When("a", 1), When("b", 3)));
        space.Assign(parameter => ((Distribution.Categorical)parameter.Distribution).Values[0]).ToString()
            .ShouldBe("a=1 b=2 both=0");
    }

    [Fact]
    public void HoldsFor_WholeAndRealOne_AreDifferentValues() => When("a", 1).HoldsFor(Value(1.0)).ShouldBeFalse();

    [Theory]
    [InlineData(32)]
    [InlineData(32.0)]
    public void Complete_GivenWholeOrRealMultiple_IsTheOneThatTheSpaceHas(object given)
    {
        var distribution = new Distribution.LogUniform(32, 256, 8);
        Completed(distribution).ShouldBe(new([new("n", Value(32.0))]));
        Completed(distribution with { IsWhole = true }).ShouldBe(new([new("n", Value(32))]));

        Assignment Completed(Distribution n) =>
            EnqueuedAssignment.Complete(Space(Parameter("n", n)), [new("n", Value(given))]);
    }

    [Fact]
    public void DependencyOrder_AnySpace_PutsParentsFirst() => SpaceGen.Any.ForAll(space =>
    {
        var order = DependencyOrder.Sort(space).Select(position => space.Parameters[position]).ToList();
        order.Select(parameter => parameter.Name).Order()
            .ShouldBe(space.Parameters.Select(parameter => parameter.Name).Order());
        foreach (var parameter in order)
            foreach (var condition in parameter.When)
                order.FindIndex(other => other.Name == condition.Parameter).ShouldBeLessThan(order.IndexOf(parameter));
    });

    [Fact]
    public void DependencyOrder_Cycle_NamesIt() =>
        Should.Throw<ArgumentException>(() => DependencyOrder.Sort(Space(
            Parameter("a", Choice(1), When("b", 1)), Parameter("b", Choice(1), When("a", 1)))))
        .Message.ShouldStartWith("The conditions of parameter 'a' lead back to itself.");

    [Fact]
    public void CyclesOf_CyclesWithAndWithoutAWayIn_AreEachThere() =>
        DependencyOrder.CyclesOf(Space(
            Parameter("in", Choice(1), When("b", 1)), Parameter("a", Choice(1), When("b", 1)),
            Parameter("b", Choice(1), When("free", 1), When("a", 1)), Parameter("free", Choice(1)),
            Parameter("self", Choice(1), When("self", 1))))
        .Select(cycle => string.Join(' ', cycle)).ShouldBe(["2 1", "4"]);

    [Fact]
    public void CyclesOf_AnySpaceWithAnOrder_IsEmpty() =>
        SpaceGen.Any.ForAll(space => DependencyOrder.CyclesOf(space).ShouldBeEmpty());

    [Fact]
    public void DependencyOrder_UnknownName_NamesIt() =>
        Should.Throw<ArgumentException>(() => DependencyOrder.Sort(Space(Parameter("a", Choice(1), When("b", 1)))))
            .Message.ShouldStartWith("Parameter 'a' depends on 'b', which is not in the space.");
}
