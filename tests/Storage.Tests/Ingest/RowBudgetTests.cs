using CsCheck;
using Experiments.Storage.Ingest;
using Experiments.Testing.Properties;
using Experiments.Testing.Waits;

namespace Experiments.Storage.Tests.Ingest;

public sealed class RowBudgetTests
{
    [Fact]
    public void Take_WithinCapacity_IsAdmittedAtOnce()
    {
        using var budget = new RowBudget(10);
        budget.TakeAsync(4, default).IsCompleted.ShouldBeTrue();
        budget.TakeAsync(6, default).IsCompleted.ShouldBeTrue();
        budget.TakeAsync(1, default).IsCompleted.ShouldBeFalse();
        budget.Taken.ShouldBe(10);
    }

    [Fact]
    public void Take_LargerThanCapacity_IsAdmittedAlone()
    {
        using var budget = new RowBudget(10);
        budget.TakeAsync(50, default).IsCompleted.ShouldBeTrue();
        budget.TakeAsync(1, default).IsCompleted.ShouldBeFalse();
        budget.Taken.ShouldBe(10);
    }

    [Fact]
    public async Task Take_SmallAfterLarge_DoesNotOvertake()
    {
        using var budget = new RowBudget(10);
        var first = await budget.TakeAsync(8, default);
        var large = budget.TakeAsync(5, default);
        var small = budget.TakeAsync(1, default);
        small.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await large.AsTask().Within("the large request to be admitted")).IsAcquired.ShouldBeTrue();
        (await small.AsTask().Within("the small request to be admitted")).IsAcquired.ShouldBeTrue();
        budget.Taken.ShouldBe(6);
    }

    [Fact]
    public async Task Take_CancelledWhileItWaits_TakesNothingOfWhatIsGivenBack()
    {
        using var budget = new RowBudget(10);
        var first = await budget.TakeAsync(4, default);
        await budget.TakeAsync(4, default);
        using var cancel = new CancellationTokenSource();
        var large = budget.TakeAsync(5, cancel.Token);
        var small = budget.TakeAsync(6, default);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await large);
        first.Dispose();
        (await small.AsTask().Within("the small request to be admitted")).IsAcquired.ShouldBeTrue();
        budget.Taken.ShouldBe(10);
    }

    [Fact]
    public async Task Dispose_SomeoneWaits_IsLetGoWithNothing()
    {
        var budget = new RowBudget(10);
        await budget.TakeAsync(10, default);
        var waiting = budget.TakeAsync(1, default);
        budget.Dispose();
        (await waiting.AsTask().Within("the waiting request to be let go")).IsAcquired.ShouldBeFalse();
    }

    [Fact]
    public void TakeAndGiveBack_InAnyOrder_NeverExceedsCapacityAndAdmitsAll() =>
        Gen.Int[1, 10].Array[1, 60].ForAll(requests =>
        {
            using var budget = new RowBudget(10);
            var waiting = requests.Select(rows => budget.TakeAsync(rows, default).AsTask()).ToList();
            while (waiting.Count > 0)
            {
                budget.Taken.ShouldBeInRange(1, 10);
                waiting[0].Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue("the oldest request was not admitted");
                waiting[0].Result.Dispose();
                waiting.RemoveAt(0);
            }

            budget.Taken.ShouldBe(0);
        });
}
