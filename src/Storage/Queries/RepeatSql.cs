using System.Data.Common;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Noise;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Queries;

/// <summary>Finds trials that differ only in their seeds, and ranks by their means.</summary>
internal sealed class RepeatSql(Database database)
{
    // Comparing the parameters of more takes longer than a person wants to wait for the best trial.
    private const int MostCompared = 50_000;

    private const string Ranked = "t.sweep_key = @sweep and t.status = 'completed' and t.objective is not null";

    private readonly bool _isPostgres = database is PostgresDatabase;

    /// <summary>
    /// Returns, by trial number, the group of repeats that each of the given trials belongs to. The result also
    /// contains the other trials of these groups.
    /// </summary>
    public async Task<IReadOnlyDictionary<int, TrialRepeats>> OfAsync(
        DbConnection connection, SweepDetail sweep, IReadOnlyCollection<int> numbers, CancellationToken cancel)
    {
        if (numbers.Count == 0 || !MayCompare(sweep)) return new Dictionary<int, TrialRepeats>();
        var (sweepKey, search) = (sweep.Summary.Key, sweep.Spec.Search);
        var ids = string.Join(", ", numbers.Select(number => new TrialId(sweepKey, number).Value));
        var rows = await connection.QueryAsync(
            $"""
            select t.number, t.objective, {Parameters("t", search)} from trials t
            where {Ranked} and {Parameters("t", search)} in
                (select {Parameters("o", search)} from trials o where o.id in ({ids}))
            order by t.number
            """,
            [("sweep", sweepKey)],
            row => new Repeat(row.GetInt32(0), row.GetDouble(1), row.GetString(2)), cancel);
        var repeats = new Dictionary<int, TrialRepeats>();
        foreach (var same in rows.GroupBy(row => row.Parameters))
        {
            var all = Summarise([.. same]);
            foreach (var trial in same) repeats.Add(trial.Number, all);
        }

        return repeats;
    }

    /// <summary>
    /// Returns the assignments by their means, or null if no two completed trials have the same parameters.
    /// </summary>
    public async Task<RankedRepeats?> RankAsync(
        DbConnection connection, SweepDetail sweep, CancellationToken cancel)
    {
        var (sweepKey, search) = (sweep.Summary.Key, sweep.Spec.Search);
        if (search.MoreObjectives is not null || !MayCompare(sweep)) return null;
        var parameters = Parameters("t", search);
        var repeated = await connection.QueryAsync(
            $"select 1 from trials t where {Ranked} group by {parameters} having count(*) > 1 limit 1",
            [("sweep", sweepKey)], row => row.GetInt32(0), cancel);
        if (repeated.Count == 0) return null;
        var rows = await connection.QueryAsync(
            $"""
            select t.number, t.objective, {parameters}, t.violation from trials t where {Ranked} order by t.number
            """,
            [("sweep", sweepKey)],
            row => new Repeat(row.GetInt32(0), row.GetDouble(1), row.GetString(2), row.NumberOrNull(3)), cancel);
        var best = new Dictionary<int, int>();
        var results = new List<RepeatedResult>();
        foreach (var same in rows.GroupBy(row => row.Parameters))
        {
            RepeatedResult[] singles = [.. same.Select(trial => ResultOf([trial]))];
            var all = ResultOf([.. same]);
            results.Add(all);
            Array.Sort(singles, (a, b) => a.CompareTo(b, search.Goal));
            best[all.Trial] = singles[0].Trial;
        }

        var sorted = NoisyRanking.Sort(results, search.Goal);
        return new(
            [.. sorted.Select(result => best[result.Trial])], results.Count,
            NoisyRanking.ChanceOfFirst(sorted, search.Goal));
    }

    private static bool MayCompare(SweepDetail sweep) =>
        sweep.Summary.Trials.Completed <= MostCompared || sweep.Spec.Search.Repeats is not null
        || SeedParameters.Find(sweep.Spec.Search.Space).Any();

    private static TrialRepeats Summarise(IReadOnlyList<Repeat> trials)
    {
        var all = ResultOf(trials);
        return new(all.Trial, all.Count, all.Mean, all.Deviation);
    }

    private static RepeatedResult ResultOf(IReadOnlyList<Repeat> trials) => RepeatedResult.Of(
        trials[0].Number, [.. trials.Select(trial => trial.Objective)],
        [.. trials.Select(trial => trial.Violation ?? 0)]);

    // The parameters without seeds, as a text that is equal if and only if they are equal.
    private string Parameters(string table, SearchSpec search)
    {
        var seeds = SeedParameters.Find(search.Space);
        return _isPostgres
            ? $"({table}.assignment::jsonb{string.Concat(seeds.Select(name => $" - '{name}'"))})::text"
            : $"json_remove({table}.assignment{string.Concat(seeds.Select(name => $", '$.\"{name}\"'"))})";
    }

    // A class: what .NET generates for lists of each kind of tuple is compiled at each start of a command.
    private sealed record Repeat(int Number, double Objective, string Parameters, double? Violation = null);
}
