using System.Collections.Frozen;
using System.Collections.Immutable;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Experiments.Search.Stopping;

namespace Experiments.Search.Methods;

/// <summary>
/// What a search has seen, in the form that methods that learn use: a trial that reached a rung counts with its result
/// there, whether it was stopped, is paused or continues, as in Falkner, Klein and Hutter, <i>BOHB</i>, ICML 2018.
/// Rungs are those of the first bracket, so that trials of different brackets compare by how long they were trained.
/// An assignment that is repeated is one trial, the first, with the mean of the results so far.
/// </summary>
/// <remarks>
/// In the first version of the algorithms, a trial that continued counted as one without a result, and rungs were those
/// of the trial's own bracket.
/// </remarks>
internal sealed class Experience
{
    private readonly SearchState _state;
    private readonly bool _isFirstVersion;

    private Experience(SearchSpec spec, SearchState state)
    {
        (_state, _isFirstVersion) = (state, spec.Version == AlgorithmVersions.First);
        Running = [.. from pair in state.Running where IsOpen(pair.Value.Progress) && pair.Value.RepeatOf is null
            select (pair.Key, pair.Value.Assignment)];
        Waiting = [.. from waiting in state.Waiting where IsOpen(waiting.Progress) && waiting.RepeatOf is null
            select (waiting.Trial, waiting.Assignment)];
        var seen = state.Observations.Select(observation => OfFirstBracket(spec, observation))
            .Concat(
                from pair in state.Paused
                select Reached(pair.Key, pair.Value.Assignment, pair.Value.Progress))
            .Concat(
                from pair in state.Running
                where !IsOpen(pair.Value.Progress) && pair.Value.RepeatOf is null
                select Reached(pair.Key, pair.Value.Assignment, pair.Value.Progress!))
            .Concat(
                from waiting in state.Waiting
                where !IsOpen(waiting.Progress) && waiting.RepeatOf is null
                select Reached(waiting.Trial, waiting.Assignment, waiting.Progress!));
        Ranked = Ranking.Sort(spec, seen);
    }

    /// <summary>
    /// The trials that have a result, including those that failed, best first in the order of <see cref="Ranking"/>.
    /// </summary>
    public ImmutableArray<Observation> Ranked { get; }

    /// <summary>The number of ranked trials that have an objective.</summary>
    public int Results => Ranked.Count(observation => observation.Objective is not null);

    /// <summary>The running trials that have no result yet, by number.</summary>
    public ImmutableArray<(int Trial, Assignment Assignment)> Running { get; }

    /// <summary>The waiting trials that have no result yet, the one that has waited longest first.</summary>
    public ImmutableArray<(int Trial, Assignment Assignment)> Waiting { get; }

    /// <summary>Collects what a search has seen.</summary>
    public static Experience Collect(SearchSpec spec, SearchState state) => new(spec, state);

    /// <summary>
    /// Returns the score of each trial that reached a rung, by trial number; smaller is better. Empty in the first
    /// version, in which trials were compared by their last results.
    /// </summary>
    public FrozenDictionary<int, double> ScoresAt(int rung) => (
        from table in _state.Rungs
        where !_isFirstVersion && table.Bracket + table.Rung == rung
        from result in table.Results
        select KeyValuePair.Create(result.Trial, result.Score)).ToFrozenDictionary();

    private bool IsOpen(RungProgress? progress) => _isFirstVersion || progress is null;

    private Observation Reached(int trial, Assignment assignment, RungProgress progress) =>
        new(
            trial, assignment, progress.Objective, _isFirstVersion ? progress.Rung : progress.Bracket + progress.Rung,
            progress.Outcomes, progress.Result.Violation > 0 ? progress.Result.Violation : null);

    // Bracket s begins at rung s of the first one.
    private Observation OfFirstBracket(SearchSpec spec, Observation observation) =>
        !_isFirstVersion && observation.Rung is { } rung && Ladder.BracketOf(spec, observation.Trial) is > 0
        and var bracket
            ? observation with { Rung = bracket + rung }
            : observation;
}
