using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Grains.Tests.Support;

/// <summary>
/// A sweep in a <see cref="DemandWorld"/>. Its search and its lease book are the real ones; a commit is a message.
/// </summary>
internal sealed class SimulatedSweep
{
    private static readonly SweepMeters Meters =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DemandWorld _world;
    private readonly SweepSpec _spec;
    private LeaseBook _book;
    private int _offered;
    private long _seq;
    private bool _tells;
    private bool _again;

    public SimulatedSweep(DemandWorld world, string id, int trials, int mostAtOnce)
    {
        (_world, Id) = (world, id);
        _spec = Specs.Of(trials) with { MaxConcurrentTrials = mostAtOnce };
        _book = new LeaseBook(id, _spec, Meters, TimeProvider.System);
        State = SearchCore.Begin(_spec.Search);
        Apply(new SearchEvent.Prepared());
    }

    public string Id { get; }

    public SearchState State { get; private set; }

    /// <summary>The number of attempts that it wants to run at once.</summary>
    public int Target => Math.Min(_spec.MaxConcurrentTrials!.Value, State.Running.Count + State.RemainingDemand);

    /// <summary>
    /// The number of attempts that it has, including those that it was just granted and has not decided yet.
    /// </summary>
    public int Running => State.Running.Count + _offered;

    /// <summary>Sends the demand, now or once the last one is answered.</summary>
    public void Tell()
    {
        _again = true;
        if (_tells) return;
        (_tells, _again) = (true, false);
        var (book, demand) = (_book, _book.Demand(State, isBroken: false));
        _world.Send(new("demand", () =>
        {
            _world.Hear(demand);
            _world.Send(new("answer", () =>
            {
                book.Answered(demand);
                Told(book);
            })
            { Lost = () => Told(book) });
        })
        {
            Lost = () => Told(book),
            Again = () => _world.Hear(demand),
        });
    }

    /// <summary>Receives leases.</summary>
    public void Receive(ImmutableArray<Lease> leases)
    {
        foreach (var lease in leases)
        {
            if (_book.TryTake(lease.Id, State))
            {
                _offered++;
                var book = _book;
                _world.Send(new("commit", () => Begin(lease, book)));
            }
            else
            {
                Tell();
                _world.Return(lease.Id);
            }
        }
    }

    /// <summary>Records that an attempt ended, or never started.</summary>
    public void Ended(Claim claim, AttemptOutcome outcome)
    {
        if (outcome is AttemptOutcome.Completed && claim.Trial % 2 == 0) _book.Trained(TimeSpan.FromSeconds(1));
        Apply(new SearchEvent.AttemptEnded(claim.Trial, claim.Attempt, outcome));
    }

    /// <summary>Handles a user's request to pause or resume.</summary>
    public void Pause(bool paused) =>
        Apply(paused ? new SearchEvent.PauseRequested() : new SearchEvent.ResumeRequested());

    /// <summary>Continues on another silo from what is committed; leases that were not used are forgotten.</summary>
    public void Move()
    {
        _book = new LeaseBook(Id, _spec, Meters, TimeProvider.System);
        (_offered, _tells) = (0, false);
        Tell();
    }

    private void Begin(Lease lease, LeaseBook book)
    {
        // The activation that was about to commit it is gone.
        if (book != _book) return;
        var decided = Apply(new SearchEvent.SlotOffered(lease.Silo));
        if (decided.OfType<SearchAction.BeginAttempt>().SingleOrDefault() is { } begin)
        {
            _offered--;
            _world.Start(this, begin, lease);
            return;
        }

        _book.Drop();
        _offered--;
        Tell();
        _world.Return(lease.Id);
    }

    private ImmutableArray<SearchAction> Apply(SearchEvent happened)
    {
        (State, var actions) = SearchCore.Apply(_spec.Search, State, happened);
        if (actions.IsEmpty) return actions;
        _book.Committed([new SearchStep(++_seq, happened, actions)]);
        if (happened is not SearchEvent.SlotOffered) Tell();
        return actions;
    }

    private void Told(LeaseBook book)
    {
        if (book != _book) return;
        _tells = false;
        if (_again) Tell();
    }
}
