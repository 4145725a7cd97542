using System.Collections.Frozen;
using System.Collections.Immutable;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Experiments.Search.Stopping;

namespace Experiments.Search.Methods;

/// <summary>
/// What a search has seen, as methods that learn take it: a trial that reached a rung counts with what it came to there, whether it
/// was stopped, rests or goes on, as for Falkner, Klein and Hutter, <i>BOHB</i>, ICML 2018. Rungs are those of the first bracket, so
/// that trials of different brackets compare by how long they were trained.
/// </summary>
/// <remarks>
/// In the first version of the algorithms, a trial that goes on counted as one of which nothing is known, and rungs were those of the
/// trial's own bracket.
/// </remarks>
internal sealed class Experience
{
    private readonly SearchState _state;
    private readonly bool _isFirstVersion;

    private Experience(SearchSpec spec, SearchState state)
    {
        (_state, _isFirstVersion) = (state, spec.Version == AlgorithmVersions.First);
        Running = [.. from pair in state.Running where IsOpen(pair.Value.Progress) select (pair.Key, pair.Value.Assignment)];
        Waiting = [.. from waiting in state.Waiting where IsOpen(waiting.Progress) select (waiting.Trial, waiting.Assignment)];
        var seen = state.Observations.Select(observation => OfFirstBracket(spec, observation))
            .Concat(
                from pair in state.Paused
                select Reached(pair.Key, pair.Value.Assignment, pair.Value.Progress))
            .Concat(
                from pair in state.Running
                where !IsOpen(pair.Value.Progress)
                select Reached(pair.Key, pair.Value.Assignment, pair.Value.Progress!))
            .Concat(
                from waiting in state.Waiting
                where !IsOpen(waiting.Progress)
                select Reached(waiting.Trial, waiting.Assignment, waiting.Progress!));
        Ranked = Ranking.Sort(spec.Goal, seen);
    }

    /// <summary>The trials that came to something, those that failed included: the best first, as <see cref="Ranking"/> has it.</summary>
    public ImmutableArray<Observation> Ranked { get; }

    /// <summary>How many of them have an objective.</summary>
    public int Results => Ranked.Count(observation => observation.Objective is not null);

    /// <summary>The trials that run and of which nothing is known yet, by number.</summary>
    public ImmutableArray<(int Trial, Assignment Assignment)> Running { get; }

    /// <summary>The same of those that wait, the one that waits longest first.</summary>
    public ImmutableArray<(int Trial, Assignment Assignment)> Waiting { get; }

    /// <summary>What a search has seen.</summary>
    public static Experience Collect(SearchSpec spec, SearchState state) => new(spec, state);

    /// <summary>
    /// What each trial that came to a rung came to there, by its number; smaller is better. Empty in the first version, in which
    /// trials were compared by what they came to last.
    /// </summary>
    public FrozenDictionary<int, double> ScoresAt(int rung) => (
        from table in _state.Rungs
        where !_isFirstVersion && table.Bracket + table.Rung == rung
        from result in table.Results
        select KeyValuePair.Create(result.Trial, result.Score)).ToFrozenDictionary();

    private bool IsOpen(RungProgress? progress) => _isFirstVersion || progress is null;

    private Observation Reached(int trial, Assignment assignment, RungProgress progress) =>
        new(trial, assignment, progress.Objective, _isFirstVersion ? progress.Rung : progress.Bracket + progress.Rung);

    // Bracket s begins at the rung s of the first one.
    private Observation OfFirstBracket(SearchSpec spec, Observation observation) =>
        !_isFirstVersion && observation.Rung is { } rung && Ladder.BracketOf(spec, observation.Trial) is > 0 and var bracket
            ? observation with { Rung = bracket + rung }
            : observation;
}
