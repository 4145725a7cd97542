using System.Data.Common;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Sweeps;

namespace Experiments.Storage.Queries;

/// <summary>
/// What a person may ask about sweeps. It reads the database only, so it works with no cluster up. A database that cannot
/// be read is a <see cref="UserErrorException"/> from every method.
/// </summary>
public sealed class SweepQueries(Database database)
{
    private readonly TrialSql _trials = new(database);
    private readonly RepeatSql _repeats = new(database);

    /// <summary>Sweeps with their progress, newest first.</summary>
    public Task<IReadOnlyList<SweepSummary>> ListAsync(int limit = 100, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.ListAsync(connection, limit, cancel), cancel);

    /// <summary>The id of the sweep that <paramref name="reference"/> means: an id, the name of one (the newest of that
    /// name), or the beginning of one id only.</summary>
    /// <exception cref="UserErrorException">It means none, or several; the message lists what there is.</exception>
    public Task<string> ResolveAsync(string reference, CancellationToken cancel = default) =>
        AskAsync(connection => SweepReference.ResolveAsync(connection, reference, cancel), cancel);

    /// <summary>One sweep by its id, or null.</summary>
    public Task<SweepDetail?> FindAsync(string id, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.FindDetailAsync(connection, id, cancel), cancel);

    /// <summary>The newest sweep of a name that has not ended and that no live node goes on with, or null.</summary>
    public Task<SweepSummary?> FindLeftAsync(string name, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.FindLeftAsync(connection, name, cancel), cancel);

    /// <summary>The newest sweep of a name that has not ended, whether or not a node goes on with it; null: there is none.</summary>
    public Task<SweepSummary?> FindUnfinishedAsync(string name, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.FindUnfinishedAsync(connection, name, cancel), cancel);

    /// <summary>Whether a trial of the sweep has reported this metric.</summary>
    public Task<bool> HasMetricAsync(int sweepKey, string metric, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.HasMetricAsync(connection, sweepKey, metric, cancel), cancel);

    /// <summary>Metrics that the first trials of a sweep have reported, by name.</summary>
    public Task<IReadOnlyList<string>> ListMetricsAsync(int sweepKey, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.MetricsAsync(connection, sweepKey, cancel), cancel);

    /// <summary>
    /// For each of these trials, those that completed with a finite objective and the same parameters, whatever the parameters that
    /// are a seed (<c>seed</c>, names that end so, <c>random_state</c>). A trial that has no objective is not in the answer.
    /// </summary>
    public Task<IReadOnlyDictionary<int, TrialRepeats>> ListRepeatsAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, CancellationToken cancel = default) =>
        AskAsync(connection => _repeats.OfAsync(connection, sweep.Summary.Key, sweep.Spec.Search, trials, cancel), cancel);

    /// <summary>The parameters whose trials, two at least, are best on average; null: no two trials have the same.</summary>
    public Task<TrialRepeats?> FindBestRepeatsAsync(SweepDetail sweep, CancellationToken cancel = default) =>
        AskAsync(connection => _repeats.BestAsync(connection, sweep.Summary.Key, sweep.Spec.Search, cancel), cancel);

    /// <summary>Trials of a sweep.</summary>
    public Task<IReadOnlyList<TrialSummary>> ListTrialsAsync(
        int sweepKey, TrialFilter? filter = null, CancellationToken cancel = default) =>
        AskAsync(connection => _trials.ListAsync(connection, sweepKey, filter ?? new TrialFilter(), cancel), cancel);

    /// <summary>One trial with the newest value of each of its metrics, or null.</summary>
    public Task<TrialSummary?> FindTrialAsync(TrialId trial, CancellationToken cancel = default) =>
        AskAsync(async connection =>
        {
            var found = await _trials.OneAsync(connection, trial, cancel);
            return (await WithMetricsAsync(connection, trial.SweepKey, found, cancel)).SingleOrDefault();
        }, cancel);

    /// <summary>
    /// The best completed trials with a finite objective, best first, equal ones by number; each with the newest value of
    /// each of its metrics.
    /// </summary>
    public Task<IReadOnlyList<TrialSummary>> ListBestAsync(
        int sweepKey, Goal goal, int top = 1, CancellationToken cancel = default) =>
        AskAsync(async connection => await WithMetricsAsync(
            connection, sweepKey, await _trials.BestAsync(connection, sweepKey, goal, top, cancel), cancel), cancel);

    /// <summary>Curves of a sweep in order of trial, metric and step.</summary>
    /// <param name="sweepKey">Whose.</param>
    /// <param name="trial">Only this trial. Null: all.</param>
    /// <param name="metric">Only this metric. Null: all.</param>
    /// <param name="cancel">Ends the query.</param>
    public Task<IReadOnlyList<CurvePoint>> ListCurvesAsync(
        int sweepKey, int? trial = null, string? metric = null, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.CurvesAsync(connection, sweepKey, trial, metric, cancel), cancel);

    /// <summary>What a sweep was told and what it decided, in order; read as it is asked for.</summary>
    public IAsyncEnumerable<SearchStep> ReadLogAsync(int sweepKey, CancellationToken cancel = default) =>
        SweepLog.ReadAsync(database, sweepKey, 0, cancel);

    /// <summary>What somebody who watches wants to see, with at most <paramref name="running"/> trials that train.</summary>
    public Task<SweepProgress?> WatchAsync(string id, int running = 50, CancellationToken cancel = default) =>
        AskAsync(async connection =>
        {
            var summary = await SweepSql.FindSummaryAsync(connection, id, cancel);
            if (summary is null) return null;
            var filter = new TrialFilter { Status = TrialStatus.Running, Limit = running };
            var trains = await _trials.ListAsync(connection, summary.Key, filter, cancel);
            var best = await _trials.BestAsync(connection, summary.Key, summary.Goal, 1, cancel);
            return new SweepProgress(
                summary, trains, (await WithMetricsAsync(connection, summary.Key, best, cancel)).SingleOrDefault());
        }, cancel);

    private static async Task<IReadOnlyList<TrialSummary>> WithMetricsAsync(
        DbConnection connection, int sweepKey, IReadOnlyList<TrialSummary> trials, CancellationToken cancel)
    {
        var metrics = await TrialSql.NewestMetricsAsync(connection, sweepKey, trials.Select(trial => trial.Number), cancel);
        return [.. trials.Select(trial => trial with { Metrics = metrics[trial.Number].ToDictionary() })];
    }

    private Task<T> AskAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(query, cancel));
}
