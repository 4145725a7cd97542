using Experiments.Search.Specs;
using Experiments.Search.Stopping;

namespace Experiments.SweepFiles.Tests;

/// <summary>The two forms of W&amp;B's <c>hyperband</c>.</summary>
public class HyperbandFileTests
{
    [Theory]
    [InlineData("max_iter: 19, s: 2, eta: 3", new[] { 2, 6 })]
    [InlineData("s: 3, eta: 2, max_iter: 10", new[] { 1, 2, 5 })]
    [InlineData("max_iter: 27, s: 2", new[] { 3, 9 })]
    [InlineData("min_iter: 3, max_iter: 30", new[] { 3, 9, 27 })]
    // As in W&B, max_iter and s take precedence if all three are given.
    [InlineData("min_iter: 5, max_iter: 19, s: 2", new[] { 2, 6 })]
    [InlineData("max_iter: 3, s: 9, eta: 3", new[] { 1 })]
    public void Parse_Hyperband_HasTheRungsOfWandb(string keys, int[] rungs) =>
        Ladder.Steps(Read(keys), 0).ShouldBe(rungs);

    [Fact]
    public void Parse_HyperbandWithoutABudget_HasRungsWithoutEnd() =>
        Ladder.Steps(Read("min_iter: 2, s: 4"), 0).Take(4).ShouldBe([2, 6, 18, 54]);

    [Theory]
    [InlineData("", true)]
    [InlineData(", strict: true", true)]
    [InlineData(", strict: false", false)]
    public void Parse_Strict_IsTrueUnlessSaid(string key, bool strict) =>
        ((EarlyTermination.Hyperband)Read("min_iter: 3" + key).EarlyTermination!).Strict.ShouldBe(strict);

    [Theory]
    [InlineData("{type: hyperband, min_iter: 3}", typeof(RungClock.Reports))]
    [InlineData("{type: asha, max_t: 9, time_attr: training_iteration}", typeof(RungClock.Reports))]
    [InlineData("{type: asha, max_t: 9, time_attr: step}", typeof(RungClock.Step))]
    [InlineData("{type: median}", typeof(RungClock.Step))]
    [InlineData("{type: plateau, patience: 5}", typeof(RungClock.Reports))]
    public void Parse_EarlyTermination_IsMeasuredIn(string mapping, Type clock)
    {
        var search = SweepFile.Parse(SweepTexts.Wait() + $"\nearly_terminate: {mapping}\n", "a.yaml").Spec!.Search;
        search.EarlyTermination!.ClockIn(search.Version).ShouldBeOfType(clock);
    }

    private static SearchSpec Read(string keys)
    {
        var file = SweepFile.Parse(SweepTexts.Wait() + $"\nearly_terminate: {{type: hyperband, {keys}}}\n", "a.yaml");
        file.Errors.ShouldBeEmpty();
        return file.Spec!.Search;
    }
}
