using System.Data.Common;
using System.Text.RegularExpressions;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Queries;

/// <summary>Finds trials that differ only in their seeds.</summary>
internal sealed partial class RepeatSql(Database database)
{
    private const string Ranked = "t.sweep_key = @sweep and t.status = 'completed' and t.objective is not null";

    private readonly bool _isPostgres = database is PostgresDatabase;

    /// <summary>
    /// Returns, by trial number, the group of repeats that each of the given trials belongs to. The result also
    /// contains the other trials of these groups.
    /// </summary>
    public async Task<IReadOnlyDictionary<int, TrialRepeats>> OfAsync(
        DbConnection connection, int sweepKey, SearchSpec search, IReadOnlyCollection<int> numbers,
        CancellationToken cancel)
    {
        if (numbers.Count == 0) return new Dictionary<int, TrialRepeats>();
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
    /// Returns the group of at least two repeats with the best mean objective, those that keep all limits first, or
    /// null if no two trials have the same parameters.
    /// </summary>
    public async Task<TrialRepeats?> BestAsync(
        DbConnection connection, int sweepKey, SearchSpec search, CancellationToken cancel)
    {
        var first = await connection.QueryAsync(
            $"""
            select min(t.number) from trials t where {Ranked} group by {Parameters("t", search)} having count(*) > 1
            order by avg(coalesce(t.violation, 0)),
                avg(t.objective) {(search.Goal == Goal.Maximize ? "desc" : "asc")}, min(t.number) limit 1
            """,
            [("sweep", sweepKey)], row => row.GetInt32(0), cancel);
        return first is [var number] ? (await OfAsync(connection, sweepKey, search, [number], cancel))[number] : null;
    }

    private static TrialRepeats Summarise(IReadOnlyList<Repeat> trials)
    {
        var mean = trials.Average(trial => trial.Objective);
        var squares = trials.Sum(trial => (trial.Objective - mean) * (trial.Objective - mean));
        return new(
            trials[0].Number, trials.Count, mean, trials.Count > 1 ? Math.Sqrt(squares / (trials.Count - 1)) : 0);
    }

    // The parameters without seeds, as a text that is equal if and only if they are equal.
    private string Parameters(string table, SearchSpec search)
    {
        var seeds = search.Space.Parameters.Select(parameter => parameter.Name).Where(name => Seed().IsMatch(name));
        return _isPostgres
            ? $"({table}.assignment::jsonb{string.Concat(seeds.Select(name => $" - '{name}'"))})::text"
            : $"json_remove({table}.assignment{string.Concat(seeds.Select(name => $", '$.\"{name}\"'"))})";
    }

    [GeneratedRegex(@"^(?:(?:[a-z0-9_.-]*[_.-])?seed|random_state)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Seed();

    // A class: what .NET generates for lists of each kind of tuple is compiled at each start of a command.
    private sealed record Repeat(int Number, double Objective, string Parameters);
}
