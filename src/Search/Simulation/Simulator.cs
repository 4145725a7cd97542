using System.Collections.Immutable;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.Stopping;

namespace Experiments.Search.Simulation;

/// <summary>
/// A simulation of a whole sweep in virtual time: the search decides as it would in a cluster, and workers that train
/// one trial at a time take the numbers from a curve. Only the search itself is random, so a run repeats exactly.
/// </summary>
/// <param name="spec">The search, with any method and any early termination.</param>
/// <param name="curve">The results of its trials.</param>
/// <param name="workers">The number of trials that train at once, ≥ 1.</param>
public sealed class Simulator(SearchSpec spec, ILearningCurve curve, int workers)
{
    // Ordered by time, then by which segment began first.
    private readonly PriorityQueue<Segment, (double Ends, long Order)> _training = new();
    private readonly Dictionary<int, int> _trained = [];
    private int _idle = workers;
    private long _begun;

    /// <summary>The current state of the search.</summary>
    public SearchState State { get; private set; } = SearchCore.Begin(spec);

    /// <summary>
    /// Enumerates the segments of training in the order in which they end, until the sweep has ended. The simulation
    /// runs only as far as the segments are enumerated; call the method once.
    /// </summary>
    public IEnumerable<Segment> Run()
    {
        Tell(new SearchEvent.Prepared());
        Fill(0);
        while (_training.TryDequeue(out var segment, out _))
        {
            Arrive(segment);
            yield return segment;
            Fill(segment.Ends);
        }
    }

    private void Arrive(Segment segment)
    {
        var (trial, attempt) = (segment.Trial, segment.Attempt);
        if (segment.IsLast)
            Tell(new SearchEvent.AttemptEnded(trial, attempt, new AttemptOutcome.Completed(
                segment.Objective, curve.OutcomesAt(segment.Assignment, segment.To))));
        else
            Tell(new SearchEvent.RungReached(
                trial, attempt, segment.To, segment.Objective,
                curve.BestAt(segment.Assignment, segment.To, trial),
                curve.OutcomesAt(segment.Assignment, segment.To)));
        if (State.Running.TryGetValue(trial, out var running))
        {
            Train(trial, attempt, running.Assignment, segment.To, segment.Ends);
            return;
        }
        _idle++;
        if (State.Paused.ContainsKey(trial)) _trained[trial] = segment.To;
    }

    private void Fill(double now)
    {
        for (; _idle > 0 && State.RemainingDemand > 0; _idle--)
        {
            var begin = Tell(new SearchEvent.SlotOffered("worker")).OfType<SearchAction.BeginAttempt>().Single();
            _trained.Remove(begin.Trial, out var done);
            Train(begin.Trial, begin.Attempt, begin.Assignment, done, now);
        }
    }

    private void Train(int trial, int attempt, Assignment assignment, int from, double now)
    {
        var steps = curve.Steps(assignment, trial);
        var to = Ladder.Of(spec, trial).TakeWhile(step => step < steps)
            .FirstOrDefault(step => step > from, steps);
        var ends = now + (to - from) * curve.SecondsPerStep(assignment, trial);
        _training.Enqueue(
            new(trial, attempt, assignment, from, to, steps, ends, curve.At(assignment, to, trial)),
            (ends, _begun++));
    }

    private ImmutableArray<SearchAction> Tell(SearchEvent happened)
    {
        (State, var actions) = SearchCore.Apply(spec, State, happened);
        return actions;
    }
}
