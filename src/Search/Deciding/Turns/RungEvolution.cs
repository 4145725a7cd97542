using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Deciding.Turns;

/// <summary>How the rung tables follow from the decisions.</summary>
internal static class RungEvolution
{
    /// <summary>Records that a trial has reached a rung.</summary>
    public static SearchState Reach(SearchSpec spec, SearchState state, SearchAction.ReachRung reach)
    {
        var running = state.Running[reach.Trial];
        var finite = double.IsFinite(reach.Objective);
        var score = finite ? Score(spec, reach.Objective) : double.PositiveInfinity;
        var sum = (running.Progress?.Sum ?? 0) + score;
        var reached = (running.Progress?.Reached ?? 0) + 1;
        // Running averages were compared, which lag behind while losses fall.
        var counted = spec is { EarlyTermination: EarlyTermination.Median, Version: <= AlgorithmVersions.Second }
            ? sum / reached
            : score;
        var progress = new RungProgress(
            reach.Bracket, reach.Rung, new(
                counted, reach.Trial, Feasibility.ViolationOf(spec, reach.Outcomes) ?? 0,
                spec.MoreObjectives is null ? null : MoreScores(spec, reach.Outcomes)),
            finite ? reach.Objective : null,
            reach.Best is { } best
                ? Score(spec, best)
                : Math.Min(running.Progress?.Best ?? double.PositiveInfinity, score),
            sum, reached, reach.Outcomes);
        var next = state with
        {
            Running = state.Running.SetItem(reach.Trial, running with { Progress = progress }),
        };
        // A trial on a plateau is compared only with itself.
        if (spec.EarlyTermination is EarlyTermination.Plateau) return next;
        var factor = spec.EarlyTermination switch
        {
            EarlyTermination.Asha asha => asha.ReductionFactor,
            EarlyTermination.Hyperband hyperband => hyperband.Eta,
            _ => 1,
        };
        var table = state.Table(reach.Bracket, reach.Rung)
            ?? new RungTable(reach.Bracket, reach.Rung, factor, TiesGoOn: spec.Version > AlgorithmVersions.First);
        return Put(next, table with { Results = table.Results.Add(progress.Result) });
    }

    /// <summary>Pauses a trial at the last rung that it reached.</summary>
    public static SearchState Pause(SearchState state, SearchAction.PauseTrial pause)
    {
        var running = state.Running[pause.Trial];
        var progress = running.Progress!;
        var table = state.Table(progress.Bracket, progress.Rung)!;
        return Put(state, table with { Resting = table.Resting.Add(progress.Result) }) with
        {
            Running = state.Running.Remove(pause.Trial),
            Paused = state.Paused.Add(
                pause.Trial, new(running.Attempt, running.Restarts, running.Assignment, progress)),
        };
    }

    /// <summary>Removes a trial from the paused ones, if it is among them: it continues or has ended.</summary>
    public static SearchState Rise(SearchState state, int trial)
    {
        if (!state.Paused.TryGetValue(trial, out var paused)) return state;
        var table = state.Table(paused.Progress.Bracket, paused.Progress.Rung)!;
        return Put(state, table with { Resting = table.Resting.Remove(paused.Progress.Result) }) with
        {
            Paused = state.Paused.Remove(trial),
        };
    }

    /// <summary>Removes the results of a trial that is tried again, so that it counts once at each rung.</summary>
    public static SearchState Forget(SearchState state, int trial) => state with
    {
        Rungs =
        [
            .. state.Rungs.Select(table => table with
            {
                Results = table.Results.Except(table.Results.Where(result => result.Trial == trial)),
            }),
        ],
    };

    // Infinite scores are left out, since they stand for what is not known.
    private static OutcomeValues MoreScores(SearchSpec spec, OutcomeValues? outcomes) => new(
        [.. Objectives.ScoresOf(spec, 0, outcomes).Skip(1)
            .Select(score => double.IsFinite(score) ? score : (double?)null)]);

    private static double Score(SearchSpec spec, double objective) =>
        spec.Goal == Goal.Minimize ? objective : -objective;

    private static SearchState Put(SearchState state, RungTable table)
    {
        var index = state.Rungs.FindIndex(known => (known.Bracket, known.Rung) == (table.Bracket, table.Rung));
        return state with { Rungs = index < 0 ? state.Rungs.Add(table) : state.Rungs.SetItem(index, table) };
    }
}
