using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Tests;

public class TagTests
{
    [Theory]
    [InlineData("!!float 1e-5", typeof(ParameterValue.Number), "1E-05")]
    [InlineData("!!float 1", typeof(ParameterValue.Number), "1.0")]
    [InlineData("!!float '0.5'", typeof(ParameterValue.Number), "0.5")]
    [InlineData("!!int 3", typeof(ParameterValue.Integer), "3")]
    [InlineData("!!int \"3\"", typeof(ParameterValue.Integer), "3")]
    [InlineData("!!bool true", typeof(ParameterValue.Flag), "true")]
    [InlineData("!!null ''", typeof(ParameterValue.Null), "null")]
    [InlineData("!!str 5", typeof(ParameterValue.Text), "5")]
    [InlineData("! 5", typeof(ParameterValue.Text), "5")]
    [InlineData("!!seq [1, 2]", typeof(ParameterValue.List), "[1, 2]")]
    [InlineData("null", typeof(ParameterValue.Null), "null")]
    [InlineData("~", typeof(ParameterValue.Null), "null")]
    [InlineData("[null, 0.05]", typeof(ParameterValue.List), "[null, 0.05]")]
    public void Parse_TaggedValue_HasThatType(string written, Type type, string shown)
    {
        var text = SweepTexts.Program($"parameters: !!map {{x: {{value: {written}}}}}\n");
        var space = SweepFile.Parse(text, "f.yaml").Spec!.Search.Space;

        var value = space.Parameters.ShouldHaveSingleItem().Distribution.ShouldBeOfType<Distribution.Constant>().Value;
        value.ShouldBeOfType(type);
        value.ToString().ShouldBe(shown);
    }

    [Fact]
    public void Parse_ConditionOnNull_IsResolved()
    {
        var space = SweepFile.Parse(
            SweepTexts.Program(
                "parameters: {a: {values: [null, 0.05]}, b: {value: 1, when: {a: null}}, "
                + "c: {value: 1, when: {a: [null, 0.05]}}}\n"
                + "enqueue: [{a: null, b: 1, c: 1}]\n"),
            "f.yaml").Spec!.Search;

        space.Space.Parameters[1].When.ShouldHaveSingleItem().Values.ShouldBe([new ParameterValue.Null()]);
        space.Enqueue.ShouldHaveSingleItem().TryGet("a", out var value).ShouldBeTrue();
        value.ShouldBe(new ParameterValue.Null());
    }
}
