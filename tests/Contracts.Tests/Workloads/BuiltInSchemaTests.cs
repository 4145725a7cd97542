using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;

namespace Experiments.Contracts.Tests.Workloads;

public sealed class BuiltInSchemaTests
{
    public static TheoryData<string> Names => [.. BuiltInWorkloads.All.Select(schema => schema.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_OfWorkload_NamesEachThingOnceAndSaysWhatItIs(string name)
    {
        var schema = BuiltInWorkloads.Find(name)!;
        schema.Parameters.SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)).ShouldBeUnique();
        schema.Parameters.ShouldAllBe(parameter => parameter.Meaning.EndsWith('.'));
        schema.Objectives.Select(objective => objective.Name).ShouldBeUnique();
        foreach (var objective in schema.Objectives) MetricNames.IsName(objective.Name).ShouldBeTrue(objective.Name);
        schema.Objectives.Select(objective => objective.Name).ShouldNotContain(MetricNames.TestAccuracy);
    }

    [Fact]
    public void Find_NameOrAlias_IsTheParameter()
    {
        BuiltInWorkloads.Find("transformer").ShouldBeNull();
        BuiltInWorkloads.Mlp.Find("lr").ShouldBeSameAs(BuiltInWorkloads.Mlp.Find("learning_rate"));
        BuiltInWorkloads.Mlp.Find("channels").ShouldBeNull();
        BuiltInWorkloads.Cnn.Find("channels").ShouldNotBeNull();
    }

    [Fact]
    public void EpochsOf_Assignment_AreItsOwnOrTheDefault()
    {
        var own = new Assignment([KeyValuePair.Create("epochs", (ParameterValue)new ParameterValue.Integer(12))]);
        TrialBudget.EpochsOf(new WorkloadSpec.BuiltIn("mlp", "digits"), own).ShouldBe(12);
        TrialBudget.EpochsOf(new WorkloadSpec.BuiltIn("mlp", "digits"), new Assignment([])).ShouldBe(5);
        TrialBudget.EpochsOf(new WorkloadSpec.BuiltIn("wait", null), new Assignment([])).ShouldBe(1);
    }

    [Fact]
    public void EpochsOf_WorkloadThatAloneKnows_AreUnknown()
    {
        TrialBudget.EpochsOf(new WorkloadSpec.BuiltIn("transformer", null), new Assignment([])).ShouldBeNull();
        TrialBudget.EpochsOf(new WorkloadSpec.FromAssembly("a.dll", "A"), new Assignment([])).ShouldBeNull();
        TrialBudget.EpochsOf(new WorkloadSpec.Program(null, ["true"]) { Directory = "/" }, new Assignment([]))
            .ShouldBeNull();
    }
}
