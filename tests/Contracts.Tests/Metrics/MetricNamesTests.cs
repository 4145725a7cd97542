using Experiments.Contracts.Metrics;

namespace Experiments.Contracts.Tests.Metrics;

public class MetricNamesTests
{
    [Theory]
    [InlineData("val/mrr@10", true)]
    [InlineData("map@[.5:.95]", true)]
    [InlineData("损失", true)]
    [InlineData("🚀", true)]
    [InlineData("val loss", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("val_loss ", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("a\tb", false)]
    [InlineData("pr\ufffdcision", false)]
    public void IsName_Text_IsOneThatAMetricCanHave(string text, bool expected) =>
        MetricNames.IsName(text).ShouldBe(expected);

    [Fact]
    public void IsName_HalfACharacter_IsNone()
    {
        MetricNames.IsName(['a', '\ud83d']).ShouldBeFalse();
        MetricNames.IsName(['\ude80', 'a']).ShouldBeFalse();
        MetricNames.IsName(new string('n', MetricNames.Longest + 1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("val_acc", "loss val_accuracy", "; it reported loss, val_accuracy; did you mean 'val_accuracy'?")]
    [InlineData("val_loss ", "loss val_loss", "; it reported loss, val_loss; did you mean 'val_loss'?")]
    [InlineData("val_loss", "acc Val/Loss", "; it reported acc, Val/Loss; did you mean 'Val/Loss'?")]
    [InlineData("val_loss", "loss", "; it reported loss; did you mean 'loss'?")]
    [InlineData("mrr", "loss", "; it reported loss")]
    [InlineData("mrr", "", "")]
    public void Instead_OtherMetricsCame_NamesThemAndTheNearest(string objective, string reported, string expected) =>
        MissingObjective.Instead(objective, reported.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ShouldBe(expected);
}
