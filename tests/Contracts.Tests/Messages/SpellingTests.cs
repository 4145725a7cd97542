using Experiments.Contracts.Messages;

namespace Experiments.Contracts.Tests.Messages;

public class SpellingTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoWords_IsTheNumberOfEdits(string a, string b, int expected)
    {
        Spelling.Distance(a, b).ShouldBe(expected);
        Spelling.Distance(b, a).ShouldBe(expected);
    }

    [Theory]
    [InlineData("paramters", "parameters")]
    [InlineData("METHOD", "method")]
    [InlineData("sede", "seed")]
    [InlineData("sweden", null)]
    [InlineData("", null)]
    public void Nearest_AThirdMayDiffer_NotMore(string given, string? expected) =>
        Spelling.Nearest(given, ["parameters", "method", "seed"]).ShouldBe(expected);
}
