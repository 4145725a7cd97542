using Experiments.Client.Running;

namespace Experiments.Client.Tests.Running;

public sealed class SiloLogTests
{
    private readonly SiloLog _log = new();

    [Fact]
    public void News_InfoLines_AreTheNewestWithoutItsPrefix()
    {
        _log.News.ShouldBeNull();
        _log.Add("info: Experiments.Grains.Sweeps.SweepGrain[0] mnist: 10 of 50 MB");
        _log.Add("warn: Experiments.Storage[3] slow");
        _log.News.ShouldBe("mnist: 10 of 50 MB");
        _log.LastWords.ShouldBe("slow");
    }

    [Fact]
    public void LastWords_AnErrorForAPerson_IsItsSentence()
    {
        _log.Add("experiments: port 1 is in use");
        _log.Add("");
        _log.LastWords.ShouldBe("port 1 is in use");
    }

    [Fact]
    public void LastWords_OrdinaryWorkAfterAnError_IsTheError()
    {
        _log.Add("info: A[0] begins");
        _log.LastWords.ShouldBeNull();
        _log.Add("fail: A[0] the disk is full");
        _log.Add("info: A[0] goes on");
        _log.LastWords.ShouldBe("the disk is full");
    }

    [Fact]
    public void Lines_Many_AreTheNewestTwenty()
    {
        for (var line = 0; line < 100; line++) _log.Add($"line {line}");
        _log.Lines.Count.ShouldBe(20);
        _log.Lines[^1].ShouldBe("line 99");
    }

    [Fact]
    public void Add_AdviceAmongOtherWarnings_IsKeptWithoutItsPrefix()
    {
        _log.Add("warn: Experiments.Grains.Sweeps.SweepGrain[0] the start of trial 3 was not answered");
        _log.Add(
            "warn: Experiments.Grains.Sweeps.SweepGrain[100] night: trial 0 passed 2 rungs with one report [100] ");
        _log.Add("info: a[0] b [100] c");
        _log.Advice.ShouldBe(["night: trial 0 passed 2 rungs with one report [100] "]);
    }
}
