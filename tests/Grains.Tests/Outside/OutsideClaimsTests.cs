using Experiments.Contracts.Outside;
using Experiments.Grains.Outside;

namespace Experiments.Grains.Tests.Outside;

public sealed class OutsideClaimsTests
{
    private readonly OutsideClaims _claims = new();

    [Fact]
    public async Task Wait_SeveralWorkers_GetTrialsInTheirOrder()
    {
        var (first, second) = (Wait("a"), Wait("b"));
        _claims.Unserved.ShouldBe(2);
        _claims.Begin(0, 1);
        _claims.Unserved.ShouldBe(1);
        _claims.Begin(1, 1);
        _claims.Unserved.ShouldBe(0);
        first.IsCompleted.ShouldBeFalse();

        _claims.Started(Trial(1));
        (await first)!.Trial.ShouldBe(1);
        second.IsCompleted.ShouldBeFalse();
        _claims.Started(Trial(0));
        (await second)!.Trial.ShouldBe(0);
    }

    [Fact]
    public async Task Wait_AgainWithTheSameClaim_GetsTheSameTrialWhileItRuns()
    {
        var (first, again) = (Wait("a"), Wait("a"));
        (await first).ShouldBeNull();
        _claims.Unserved.ShouldBe(1);
        _claims.Begin(3, 2);
        _claims.Started(Trial(3, 2));
        (await again)!.Attempt.ShouldBe(2);
        (await Wait("a"))!.Trial.ShouldBe(3);

        _claims.Keep((_, _) => false);
        Wait("a").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Leave_WhileItsTrialBegins_LeavesTheTrialToTheNext()
    {
        var first = Wait("a");
        _claims.Begin(0, 1);
        _claims.Leave("a");
        (await first).ShouldBeNull();
        _claims.Started(Trial(0));
        _claims.Unserved.ShouldBe(0);
        (await Wait("b"))!.Trial.ShouldBe(0);
    }

    [Fact]
    public async Task Forget_TrialThatDidNotStart_LetsAnotherBeginForItsWorker()
    {
        var first = Wait("a");
        _claims.Begin(0, 1);
        _claims.Forget(0, 1);
        _claims.Unserved.ShouldBe(1);
        // Its end was committed before its start was answered.
        _claims.Started(Trial(0));
        first.IsCompleted.ShouldBeFalse();
        _claims.LeaveAll();
        (await first).ShouldBeNull();
        _claims.Unserved.ShouldBe(0);
    }

    private Task<OutsideTrial?> Wait(string claim) => _claims.WaitAsync(new OutsideClaim { Id = claim });

    private static OutsideTrial Trial(int number, int attempt = 1) =>
        new() { Trial = number, Attempt = attempt, Assignment = new Assignment([]), Seed = 1 };
}
