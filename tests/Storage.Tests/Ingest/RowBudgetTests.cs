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
        var budget = new RowBudget(10);
        budget.TakeAsync(4, default).IsCompleted.ShouldBeTrue();
        budget.TakeAsync(6, default).IsCompleted.ShouldBeTrue();
        budget.TakeAsync(1, default).IsCompleted.ShouldBeFalse();
        budget.Taken.ShouldBe(10);
    }

    [Fact]
    public void Take_LargerThanCapacity_IsAdmittedAlone()
    {
        var budget = new RowBudget(10);
        budget.TakeAsync(50, default).IsCompleted.ShouldBeTrue();
        budget.TakeAsync(1, default).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Take_SmallAfterLarge_DoesNotOvertake()
    {
        var budget = new RowBudget(10);
        await budget.TakeAsync(8, default);
        var large = budget.TakeAsync(5, default);
        var small = budget.TakeAsync(1, default);
        small.IsCompleted.ShouldBeFalse();
        budget.GiveBack(8);
        await large;
        await small.Within("the small request to be admitted");
        budget.Taken.ShouldBe(6);
    }

    [Fact]
    public async Task Take_CancelledWhileItWaits_LetsTheNextIn()
    {
        var budget = new RowBudget(10);
        await budget.TakeAsync(8, default);
        using var cancel = new CancellationTokenSource();
        var large = budget.TakeAsync(5, cancel.Token);
        var small = budget.TakeAsync(1, default);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => large);
        await small.Within("the small request to be admitted");
        budget.Taken.ShouldBe(9);
    }

    [Fact]
    public void TakeAndGiveBack_InAnyOrder_NeverExceedsCapacityAndAdmitsAll() =>
        Gen.Int[1, 10].Array[1, 60].ForAll(requests =>
        {
            var budget = new RowBudget(10);
            var waiting = requests.Select(rows => (rows, admitted: budget.TakeAsync(rows, default))).ToList();
            while (waiting.Count > 0)
            {
                budget.Taken.ShouldBeInRange(1, 10);
                var (rows, admitted) = waiting[0];
                admitted.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue("waited 10 s for a request to be admitted");
                budget.GiveBack(rows);
                waiting.RemoveAt(0);
            }

            budget.Taken.ShouldBe(0);
        });
}
