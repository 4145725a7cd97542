namespace Experiments.Workloads.Tests;

public sealed class ParameterRuleTests
{
    private static readonly ParameterRule Count = new ParameterRule.Whole(1, 100);
    private static readonly ParameterRule Widths = new ParameterRule.Widths(1, 100, 2);

    [Theory]
    [InlineData(true, "vanishing")]
    [InlineData(true, "vanishing", "exploding")]
    [InlineData(false, "vanishing", "imploding")]
    [InlineData(false)]
    public void Allows_WordsOrListsOfThem_AreTheKnownOnes(bool allowed, params string[] words)
    {
        var rule = new ParameterRule.SomeOf(["vanishing", "exploding"]);
        var list = new ParameterValue.List([.. words.Select(word => (ParameterValue)new ParameterValue.Text(word))]);

        rule.Allows(list).ShouldBe(allowed);
        if (words.Length == 1) rule.Allows(list.Items[0]).ShouldBe(allowed);
    }

    [Fact]
    public void Allows_Lists_OnlyWhereWidthsAreMeant()
    {
        var pair = new ParameterValue.List([new ParameterValue.Integer(3), new ParameterValue.Integer(4)]);
        Widths.Allows(pair).ShouldBeTrue();
        Widths.Allows(new ParameterValue.List([])).ShouldBeFalse();
        Widths.Allows(new ParameterValue.List([.. pair.Items, new ParameterValue.Integer(5)])).ShouldBeFalse();
        Widths.Allows(new ParameterValue.List([new ParameterValue.Number(3)])).ShouldBeFalse();
        Widths.Allows(new ParameterValue.List([new ParameterValue.Integer(0)])).ShouldBeFalse();
        Count.Allows(pair).ShouldBeFalse();
    }

    [Fact]
    public void Allows_RealThatIsWhole_CountsAsAWholeNumber()
    {
        Count.Allows(new ParameterValue.Number(64)).ShouldBeTrue();
        Count.Allows(new ParameterValue.Number(64.5)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.5, true)]
    [InlineData(1.0, false)]
    public void Allows_NumberAtAnExcludedBound_IsNot(double value, bool allowed) =>
        new ParameterRule.Real(0, 1, MinExcluded: true, MaxExcluded: true)
            .Allows(new ParameterValue.Number(value)).ShouldBe(allowed);

    [Fact]
    public void Allows_WholeNumberWhereAnyNumberIsTaken_IsTaken() =>
        new ParameterRule.Real(0, 10).Allows(new ParameterValue.Integer(3)).ShouldBeTrue();

    [Fact]
    public void Allows_ValueOfAnotherKind_IsNot()
    {
        Count.Allows(new ParameterValue.Text("7")).ShouldBeFalse();
        Count.Allows(new ParameterValue.Null()).ShouldBeFalse();
        new ParameterRule.YesNo().Allows(new ParameterValue.Integer(1)).ShouldBeFalse();
        new ParameterRule.OneOf(
            ["adam"]).Allows(new ParameterValue.List([new ParameterValue.Text("adam")])).ShouldBeFalse();
    }

    [Fact]
    public void Describe_EachRule_EndsTheSentenceItNeeds()
    {
        new ParameterRule.OneOf(["a", "b"]).Describe().ShouldBe("one of a, b");
        new ParameterRule.SomeOf(["a", "b"]).Describe().ShouldBe("one of a, b, or a list of them");
        new ParameterRule.Real(0, 1, MaxExcluded: true).Describe().ShouldBe("a number ≥ 0 and < 1");
        new ParameterRule.Whole(1, long.MaxValue).Describe().ShouldBe("a whole number ≥ 1");
        Count.Describe().ShouldBe("a whole number from 1 to 100");
        Widths.Describe().ShouldBe("a whole number from 1 to 100, or a list of up to 2 of them");
        new ParameterRule.YesNo().Describe().ShouldBe("true or false");
    }
}
