using Experiments.Search.Numerics;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Explaining;

/// <summary>
/// The trials that an explanation compares, each with a score. Only the order of trials counts, so that neither units
/// nor a few very bad results matter, and trials that were stopped early count, too: those that trained to their end
/// rank first, then those that were stopped later before those that were stopped sooner, by objective within each.
/// </summary>
internal sealed class Scores
{
    private Scores(IReadOnlyList<Assignment> assignments, double[] values, int stopped)
    {
        Assignments = assignments;
        Values = values;
        Stopped = stopped;
    }

    /// <summary>The parameters of each trial, by number. Repeats are one trial.</summary>
    public IReadOnlyList<Assignment> Assignments { get; }

    /// <summary>The score of each: the quantile of a normal distribution at its rank. Lower is better.</summary>
    public double[] Values { get; }

    /// <summary>How many of them were stopped early.</summary>
    public int Stopped { get; }

    /// <summary>The number of trials.</summary>
    public int Count => Values.Length;

    /// <summary>
    /// Ranks the trials that have a result. Trials that differ only in their seeds are one, with their mean rank: their
    /// agreement says nothing about parameters.
    /// </summary>
    public static Scores Of(SearchSpec spec, IEnumerable<RecordedTrial> trials)
    {
        var ranked = trials.Where(trial => trial.HasCompleted || trial.WasStopped).ToArray();
        Array.Sort(ranked, (a, b) => Compare(spec.Goal, a, b) is not 0 and var order ? order : a.Number - b.Number);
        var ranks = new double[ranked.Length];
        for (var first = 0; first < ranked.Length;)
        {
            var next = first + 1;
            while (next < ranked.Length && Compare(spec.Goal, ranked[first], ranked[next]) == 0) next++;
            // Equal ones share their mean rank, which lies strictly between 0 and the number of trials.
            for (var at = first; at < next; at++) ranks[at] = (first + next) / 2.0;
            first = next;
        }

        var seeds = SeedParameters.Find(spec.Space).ToHashSet();
        var groups = ranked.Select((trial, index) => (trial, Rank: ranks[index]))
            .GroupBy(each => seeds.Count == 0
                ? each.trial.Assignment
                : new Assignment(each.trial.Assignment.Where(pair => !seeds.Contains(pair.Key))))
            .Select(group => (
                Number: group.Min(each => each.trial.Number), group.Key, Rank: group.Average(each => each.Rank)))
            .OrderBy(group => group.Number).ToList();
        return new(
            [.. groups.Select(group => group.Key)],
            [.. groups.Select(group => NormalQuantile.Evaluate(group.Rank / ranked.Length))],
            ranked.Count(trial => trial.WasStopped));
    }

    private static int Compare(Goal goal, RecordedTrial a, RecordedTrial b)
    {
        if (a.Objective is not { } x || b.Objective is not { } y)
            return (a.Objective is null).CompareTo(b.Objective is null);
        var order = a.Violation.CompareTo(b.Violation);
        if (order != 0) return order;
        order = Depth(b).CompareTo(Depth(a));
        if (order != 0) return order;
        return goal == Goal.Minimize ? x.CompareTo(y) : y.CompareTo(x);
    }

    private static int Depth(RecordedTrial trial) => trial.WasStopped ? trial.Trained : int.MaxValue;
}
