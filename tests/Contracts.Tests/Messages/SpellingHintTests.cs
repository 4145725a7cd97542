using CsCheck;
using Experiments.Contracts.Messages;
using Experiments.Testing.Properties;

namespace Experiments.Contracts.Tests.Messages;

public sealed class SpellingHintTests
{
    private static readonly string[] Known = ["seed", "goal", "name"];
    private static readonly Gen<string> Words = Gen.String[Gen.Char['a', 'd'], 0, 8];

    [Theory]
    [InlineData("sead", "; did you mean 'seed'?", "; did you mean 'seed'?")]
    [InlineData("zzzz", "", "; there are seed, goal, name")]
    public void Hint_Name_IsTheNearestOrTheList(string given, string hint, string hintOrList)
    {
        Spelling.Hint(given, Known).ShouldBe(hint);
        Spelling.HintOrList(given, Known).ShouldBe(hintOrList);
    }

    [Fact]
    public void HintOrList_OtherWords_BeginTheList() =>
        Spelling.HintOrList("zzzz", Known, "it has").ShouldBe("; it has seed, goal, name");

    [Fact]
    public void Nearest_SeveralAsNear_IsTheFirst() => Spelling.Nearest("cat", ["bat", "car", "cat"]).ShouldBe("cat");

    [Fact]
    public void Nearest_NamesBeyondReason_AreNotCompared()
    {
        Spelling.Nearest(new string('a', 65), [new string('a', 65)]).ShouldBeNull();
        var many = Enumerable.Range(0, 100).Select(i => $"parameter{i:000}").ToList();
        Spelling.Nearest("seed", [.. many, "seed"]).ShouldBeNull();
        Spelling.Nearest("seed", ["seed", .. many]).ShouldBe("seed");
    }

    [Fact]
    public void Distance_AnyWords_IsSymmetricBoundedAndZeroOnlyForTheSame() => Gen.Select(Words, Words).ForAll((a, b) =>
    {
        var distance = Spelling.Distance(a, b);
        distance.ShouldBe(Spelling.Distance(b, a));
        distance.ShouldBeInRange(Math.Abs(a.Length - b.Length), Math.Max(a.Length, b.Length));
        (distance == 0).ShouldBe(a == b);
        Spelling.Distance(a + "x", b + "x").ShouldBeLessThanOrEqualTo(distance);
    });
}
