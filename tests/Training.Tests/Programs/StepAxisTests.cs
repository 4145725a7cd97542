using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public class StepAxisTests
{
    [Theory]
    [InlineData(
        "epoch=0 loss=1\nepoch=1 loss=2\nepoch=0 loss=3\nepoch=1 loss=4\n", "0:loss=1 1:loss=2 2:loss=3 3:loss=4")]
    [InlineData(
        "epoch=1 loss=1\nepoch=2 loss=2\nepoch=1 loss=3\nepoch=2 loss=4\nepoch=1 loss=5\n",
        "1:loss=1 2:loss=2 3:loss=3 4:loss=4 5:loss=5")]
    [InlineData(
        "epoch=1 loss=1\nepoch=2 loss=2\nepoch=0 loss=3\nepoch=1 loss=4\n", "1:loss=1 2:loss=2 0:loss=3 3:loss=4")]
    [InlineData("step=10 loss=1\nstep=20 loss=2\nstep=10 loss=3\nloss=4\n", "10:loss=1 20:loss=2 21:loss=3 22:loss=4")]
    [InlineData(
        "epoch=1\nloss=1\nepoch=2\nloss=2\nepoch=1\nloss=3\nepoch=2\nloss=4\n", "1:loss=1 2:loss=2 3:loss=3 4:loss=4")]
    public async Task Take_StepsThatBeginAgain_FollowTheLast(string text, string points)
    {
        var printed = await new Printed().ReadAsync(text);

        printed.Points.ShouldBe(points);
        printed.Notes.ShouldHaveSingleItem().ShouldContain("has gone back");
    }

    [Theory]
    [InlineData("epoch=1 loss=1\nepoch=2 loss=2\nepoch=1 val=3\nepoch=2 val=4\n", "1:loss=1 2:loss=2 1:val=3 2:val=4")]
    [InlineData("epoch=3 loss=3\nepoch=1 loss=1\nepoch=2 loss=2\n", "3:loss=3 1:loss=1 2:loss=2")]
    [InlineData("epoch=1 loss=1\nepoch=2 loss=2\nbest epoch=1 loss=1\n", "1:loss=1 2:loss=2 1:loss=1")]
    public async Task Take_StepsThatGoBackToWhatIsNotThere_AreThose(string text, string points)
    {
        var printed = await new Printed().ReadAsync(text);

        printed.Points.ShouldBe(points);
        printed.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_AfterACheckpointThatWasBehind_RepeatsItsStepsInPlace()
    {
        var printed = await new Printed(restored: 5).ReadAsync("epoch=4 loss=4\nepoch=5 loss=5\nepoch=6 loss=6\n");

        printed.Points.ShouldBe("4:loss=4 5:loss=5 6:loss=6");
        printed.Notes.ShouldBeEmpty();
    }

    /// <summary>Steps and epochs are used side by side: neither has gone back if the other is ahead.</summary>
    [Fact]
    public async Task Take_EpochsBesideStepsThatAreAhead_KeepTheirOwn()
    {
        var printed = await new Printed().ReadAsync(
            "step=1 loss=5\nstep=2 loss=4\nepoch=1 loss=3 val_loss=2\nstep=3 loss=2\nepoch=2 loss=1 val_loss=1\n");

        printed.Points.ShouldBe("1:loss=5 2:loss=4 1:loss=3 1:val_loss=2 3:loss=2 2:loss=1 2:val_loss=1");
        printed.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("epoch=4 loss=4\nepoch=1 loss=5\nepoch=2 loss=6\n", "4:loss=4 5:loss=5 6:loss=6")]
    [InlineData("epoch=4\nloss=4\nepoch=1\nloss=5\nepoch=2\nloss=6\n", "4:loss=4 5:loss=5 6:loss=6")]
    public async Task Take_SecondPhaseAfterACheckpointOfTheFirst_FollowsIt(string text, string points)
    {
        var printed = await new Printed(restored: 3).ReadAsync(text);

        printed.Points.ShouldBe(points);
        printed.Notes.ShouldHaveSingleItem().ShouldContain("has gone back");
    }

    [Fact]
    public async Task Take_AfterACheckpointOfASecondPhase_GoesOnInIt()
    {
        var first = await new Printed().ReadAsync(
            "epoch=1 loss=1\nepoch=2 loss=2\nepoch=3 loss=3\nepoch=1 loss=4\nepoch=2 loss=5\n");
        first.Reports!.Step.ShouldBe(5);

        var second = await new Printed(restored: 5, state: first.Reports.State).ReadAsync(
            "epoch=2 loss=5\nepoch=3 loss=6\n");

        second.Points.ShouldBe("5:loss=5 6:loss=6");
    }

    [Fact]
    public async Task Take_AfterACheckpointOfFractions_CountsOn()
    {
        var first = await new Printed().ReadAsync("epoch=0.5 loss=1\nepoch=1.0 loss=2\n");

        var second = await new Printed(restored: 2, state: first.Reports!.State).ReadAsync(
            "epoch=1.0 acc=2\nepoch=1.5 loss=3\nepoch=2.0 loss=4\n");

        second.Points.ShouldBe("2:acc=2 2:epoch=1 3:loss=3 3:epoch=1.5 4:loss=4 4:epoch=2");
    }

    [Fact]
    public async Task Take_LinesOfOneFraction_AreOneStep() =>
        (await new Printed().ReadAsync(
            "epoch=0.5 loss=1\nepoch=0.5 val=2\nacc=3\nepoch=1 val=4\nepoch=1 loss=5\n")).Points
            .ShouldBe("1:loss=1 1:epoch=0.5 1:val=2 1:epoch=0.5 1:acc=3 2:val=4 2:epoch=1 2:loss=5 2:epoch=1");

    [Fact]
    public async Task Take_WholeStepsBesideFractionsOfEpochs_AreTheAxis() =>
        (await new Printed().ReadAsync("step=10 epoch=0.5 loss=1\nstep=20 epoch=1 loss=2\n")).Points
            .ShouldBe("10:epoch=0.5 10:loss=1 20:epoch=1 20:loss=2");

    [Fact]
    public async Task Step_StepsOutOfOrder_IsTheHighest()
    {
        var printed = await new Printed().ReadAsync("epoch=3 loss=3\nepoch=1 loss=1\n");

        // Of two checkpoints, the one with the higher step is restored, which must be the later one.
        printed.Reports!.Step.ShouldBe(3);
    }

    [Fact]
    public async Task Take_MoreNamesThanATrialMayHave_KeepsTheObjective()
    {
        var many = string.Concat(Enumerable.Range(0, MetricReports.MostNames + 5).Select(i => $"m{i}=1 "));

        var printed = await new Printed().ReadAsync($"epoch=1 {many} val_loss=0.5\n");

        printed.Points.ShouldEndWith(" 1:val_loss=0.5");
        printed.Reports!.Refused.ShouldBe(5);
        printed.Notes.ShouldHaveSingleItem().ShouldContain("'m1000' and others are only here");
    }
}
