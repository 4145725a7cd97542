using Experiments.Contracts.Grains;
using Experiments.Grains.Outside;
using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class LeaseBookTests
{
    private static readonly SearchEvent Offer = new SearchEvent.SlotOffered("node");

    private readonly PumpHarness _pump = new();
    private LeaseBook _book;
    private long _leases;

    public LeaseBookTests() => _book = Book(most: null);

    private SearchState State => _pump.Pump.State;

    [Fact]
    public Task TryTake_UntilItsAttemptIsInTheStateAndAfter_IsCountedOnce() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        _book.TryTake(Lease(), State).ShouldBeTrue();
        _book.TryTake(Lease(), State).ShouldBeTrue();
        var offers = new[] { _pump.Pump.TellAsync(Offer), _pump.Pump.TellAsync(Offer) };
        var counted = new List<(int InState, int Running, int Target)>();
        Count();
        // Runs right after the commit, before the callers are answered.
        _pump.Pump.Committed += _ => Count();
        await Task.WhenAll(offers);
        Count();
        counted.ShouldBe([(0, 2, 2000), (2, 2, 2000), (2, 2, 2000)]);

        void Count()
        {
            var demand = _book.Demand(State, isBroken: false);
            counted.Add((State.Running.Count, demand.Running, demand.Target));
        }
    });

    [Fact]
    public Task TryTake_AsManyAsMayRun_TakesNoMoreButKnowsThatItCame() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        _book = Book(most: 1);
        var (first, second) = (Lease(), Lease());
        _book.TryTake(first, State).ShouldBeTrue();
        _book.TryTake(second, State).ShouldBeFalse();
        var demand = _book.Demand(State, isBroken: false);
        (demand.Target, demand.Running).ShouldBe((1, 1));
        demand.Received.ShouldBe([first, second], ignoreOrder: true);

        _book.Drop();
        _book.Demand(State, isBroken: false).Running.ShouldBe(0);
    });

    [Fact]
    public Task Demand_UserLimits_CountsInPlaceOfWhatTheFileSays() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        _book = Book(most: 2);
        _book.Demand(State, isBroken: false).Target.ShouldBe(2);
        await _pump.Pump.TellAsync(new SearchEvent.LimitRequested(5));
        _book.Demand(State, isBroken: false).Target.ShouldBe(5);
        await _pump.Pump.TellAsync(new SearchEvent.LimitRequested(1));
        _book.TryTake(Lease(), State).ShouldBeTrue();
        _book.TryTake(Lease(), State).ShouldBeFalse();
        await _pump.Pump.TellAsync(new SearchEvent.LimitRequested(null));
        _book.Demand(State, isBroken: false).Target.ShouldBe(2);
    });

    [Fact]
    public void Demand_NoAnswer_NamesWhatCameUntilThereIsOne()
    {
        var (first, second) = (Lease(), Lease());
        _book.TryTake(first, State);
        var unanswered = _book.Demand(State, isBroken: false);
        unanswered.Received.ShouldBe([first]);
        var answered = _book.Demand(State, isBroken: false);
        answered.Received.ShouldBe([first]);
        answered.Number.ShouldBeGreaterThan(unanswered.Number);

        _book.TryTake(second, State);
        _book.Answered(answered);
        _book.Demand(State, isBroken: false).Received.ShouldBe([second]);
    }

    [Fact]
    public Task Demand_NothingMoreCanBeCommitted_WantsNoMoreThanThereIs() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        _book.TryTake(Lease(), State).ShouldBeTrue();
        var demand = _book.Demand(State, isBroken: true);
        (demand.Target, demand.Running).ShouldBe((1, 1));
    });

    [Fact]
    public void Demand_AttemptsAreShort_IsAhead()
    {
        _book.Demand(State, isBroken: false).Ahead.ShouldBeFalse();
        _book.Trained(TimeSpan.FromSeconds(1));
        _book.Demand(State, isBroken: false).Ahead.ShouldBeTrue();
        for (var i = 0; i < 10; i++) _book.Trained(TimeSpan.FromSeconds(3));
        _book.Demand(State, isBroken: false).Ahead.ShouldBeFalse();
    }

    [Fact]
    public Task Demand_WorkersOutside_IsWhatTheyWaitFor() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        var claims = new OutsideClaims();
        _book = Book(most: 2, claims);
        Demand().ShouldBe((0, 0));
        foreach (var worker in new[] { "a", "b", "c" }) claims.WaitAsync(new() { Id = worker }).Ignore();
        Demand().ShouldBe((2, 0));
        claims.Leave("b");
        claims.Leave("c");
        Demand().ShouldBe((1, 0));
        _book.TryTake(Lease(), State).ShouldBeTrue();
        _book.TryTake(Lease(), State).ShouldBeFalse();
        await _pump.Pump.TellAsync(Offer);
        // The worker has not got it yet, and no other trial begins for it meanwhile.
        Demand().ShouldBe((1, 1));
        _book.Trained(TimeSpan.FromMilliseconds(1));
        _book.Demand(State, isBroken: false).Ahead.ShouldBeFalse();

        (int, int) Demand() => _book.Demand(State, isBroken: false) is var said ? (said.Target, said.Running) : default;
    });

    private LeaseBook Book(int? most, OutsideClaims? claims = null)
    {
        var book = new LeaseBook(
            _pump.Sweep.Id, _pump.Sweep.Spec with { MaxConcurrentTrials = most }, _pump.Meters, TimeProvider.System,
            claims);
        _pump.Pump.Committed += book.Committed;
        return book;
    }

    private LeaseId Lease() => new(Guid.Empty, ++_leases);
}
