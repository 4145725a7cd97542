using System.Collections.Immutable;
using System.Data.Common;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Storage.Databases;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;
using Experiments.Storage.Sweeps;

namespace Experiments.Storage.Queries;

/// <summary>
/// Answers queries about sweeps. Uses only the database, so it works while no cluster runs. Every method throws a
/// <see cref="UserErrorException"/> if the database cannot be read.
/// </summary>
public sealed class SweepQueries(Database database)
{
    private readonly RepeatSql _repeats = new(database);
    private readonly SiloQueries _silos = new(database);

    /// <summary>Returns the sweeps with their progress, newest first.</summary>
    public Task<IReadOnlyList<SweepSummary>> ListAsync(SweepFilter filter, CancellationToken cancel = default) =>
        AskAsync(
            async connection => await WaitReason.AddAsync(
                connection, _silos, await SweepSql.ListAsync(connection, filter, cancel), cancel), cancel);

    /// <summary>
    /// Returns the id of the sweep that <paramref name="reference"/> denotes: an id, a name (the newest sweep of that
    /// name), or an unambiguous prefix of an id.
    /// </summary>
    /// <exception cref="UserErrorException">The reference denotes no sweep, or several. The message lists candidates.
    /// </exception>
    public Task<string> ResolveAsync(string reference, CancellationToken cancel = default) =>
        AskAsync(connection => SweepReference.ResolveAsync(connection, reference, cancel), cancel);

    /// <summary>Returns the sweep with this id, or null if there is none.</summary>
    public Task<SweepDetail?> FindAsync(string id, CancellationToken cancel = default) =>
        AskAsync(async connection => await SweepSql.FindDetailAsync(connection, id, cancel) is { } found
            ? found with { Summary = await WithReasonAsync(connection, found.Summary, cancel) }
            : null, cancel);

    /// <summary>
    /// Returns the newest sweep of a name that has not ended and that waits for a node, or null if there is none.
    /// </summary>
    public Task<SweepSummary?> FindLeftAsync(string name, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.FindLeftAsync(connection, name, cancel), cancel);

    /// <summary>
    /// Returns the newest sweep of a name that has not ended, whether or not a node runs it, or null if there is none.
    /// </summary>
    public Task<SweepSummary?> FindUnfinishedAsync(string name, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.FindUnfinishedAsync(connection, name, cancel), cancel);

    /// <summary>Whether a trial of the sweep has reported this metric.</summary>
    public Task<bool> HasMetricAsync(int sweepKey, string metric, CancellationToken cancel = default) =>
        AskAsync(
            connection => SweepSql.HasMetricAsync(connection, database.Dialect, sweepKey, metric, cancel), cancel);

    /// <summary>Returns the names of the metrics that the first trials of a sweep have reported, sorted.</summary>
    public Task<IReadOnlyList<string>> ListMetricsAsync(int sweepKey, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.MetricsAsync(connection, sweepKey, cancel), cancel);

    /// <summary>Returns what each of the names denotes in a sweep.</summary>
    public Task<IReadOnlyDictionary<FieldName, FoundField>> FindFieldsAsync(
        SweepDetail sweep, IEnumerable<FieldName> names, CancellationToken cancel = default) =>
        AskAsync<IReadOnlyDictionary<FieldName, FoundField>>(async connection =>
        {
            var lookup = new FieldLookup(connection, database.Dialect, sweep);
            var fields = new Dictionary<FieldName, FoundField>();
            foreach (var name in names) fields[name] = await lookup.FindAsync(name, cancel);
            return fields;
        }, cancel);

    /// <summary>Returns what a name denotes in a sweep.</summary>
    /// <exception cref="UserErrorException">Nothing has this name. The message says what may be meant.</exception>
    public async Task<TrialField> GetFieldAsync(SweepDetail sweep, string name, CancellationToken cancel = default)
    {
        var field = FieldName.Parse(name);
        var found = (await FindFieldsAsync(sweep, [field], cancel))[field];
        return found.Field ?? throw new UserErrorException(found.Problem!);
    }

    /// <summary>Returns what a name by which trials are to be grouped denotes in a sweep.</summary>
    /// <exception cref="UserErrorException">Nothing has this name, or it is nothing to group by.</exception>
    public async Task<TrialField> GetGroupFieldAsync(
        SweepDetail sweep, string name, CancellationToken cancel = default)
    {
        // Metrics differ in nearly all trials, so a name that a metric shares means the parameter.
        var field = FieldName.Parse(name);
        if (field.Kind == FieldKind.Any
            && sweep.Spec.Search.Space.Parameters.Any(parameter => parameter.Name == field.Text))
            return new TrialField.Parameter(field.Text);
        var found = await GetFieldAsync(sweep, name, cancel);
        return TrialGrouping.Allows(found)
            ? found
            : throw new UserErrorException(
                $"trials cannot be grouped by '{name}', which differs in nearly all of them; name parameters, or "
                + string.Join(", ", TrialGrouping.Columns));
    }

    /// <summary>Reads a filter, and finds what its names denote.</summary>
    /// <exception cref="UserErrorException">It is no filter, or it does not fit the sweep.</exception>
    public async Task<TrialCondition> ReadFilterAsync(
        SweepDetail sweep, string filter, CancellationToken cancel = default)
    {
        var syntax = FilterParser.Parse(filter);
        return FilterBinder.Bind(syntax, await FindFieldsAsync(sweep, syntax.Names(), cancel));
    }

    /// <summary>
    /// Returns, by trial number, the group of completed trials with a finite objective that have the same parameters as
    /// each of the given trials, apart from seeds (<c>seed</c>, names that end in a separator and <c>seed</c>, and
    /// <c>random_state</c>). A trial without an objective is not in the result. Of a sweep that is too large to compare
    /// all parameters, and is not meant to have repeats, the result is empty.
    /// </summary>
    public Task<IReadOnlyDictionary<int, TrialRepeats>> ListRepeatsAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, CancellationToken cancel = default) =>
        AskAsync(connection => _repeats.OfAsync(connection, sweep, trials, cancel), cancel);

    /// <summary>
    /// Returns the assignments of a sweep by the means of their trials, or null if no two completed trials have the
    /// same parameters apart from seeds, the sweep has several objectives, or it is too large as for
    /// <see cref="ListRepeatsAsync"/>.
    /// </summary>
    public Task<RankedRepeats?> RankRepeatsAsync(SweepDetail sweep, CancellationToken cancel = default) =>
        AskAsync(connection => _repeats.RankAsync(connection, sweep, cancel), cancel);

    /// <summary>Returns the trials of a sweep.</summary>
    public Task<IReadOnlyList<TrialSummary>> ListTrialsAsync(
        int sweepKey, TrialFilter? filter = null, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.QueryAsync(
            db => TrialReads.ListAsync(db, sweepKey, filter ?? new TrialFilter(), cancel), cancel));

    /// <summary>Returns the trials of a sweep whose number is at least <paramref name="first"/>, by number.</summary>
    public Task<IReadOnlyList<TrialSummary>> ListTrialsFromAsync(
        int sweepKey, int first, CancellationToken cancel = default) =>
        AskAsync(connection => TrialSql.ListFromAsync(connection, database.Dialect, sweepKey, first, cancel), cancel);

    /// <summary>
    /// Returns what pictures of all trials need: the trials of a sweep after a number, by number. For each of many
    /// trials this takes a quarter of the time of <see cref="ListTrialsAsync"/>.
    /// </summary>
    public Task<IReadOnlyList<TrialOutline>> ListOutlinesAsync(
        int sweepKey, int after, int limit, CancellationToken cancel = default) =>
        AskAsync(connection => TrialSql.OutlinesAsync(connection, sweepKey, after, limit, cancel), cancel);

    /// <summary>
    /// Returns groups of trials of a sweep, those with the best mean objective first, and groups without one last.
    /// </summary>
    public Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        int sweepKey, TrialGrouping grouping, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.QueryAsync(
            db => TrialReads.ListGroupsAsync(db, sweepKey, grouping, cancel), cancel));

    /// <summary>
    /// Returns the parameters of the first completed trials of a sweep that have a finite objective, best first.
    /// </summary>
    /// <param name="sweepKey">The key of the sweep.</param>
    /// <param name="goal">Which objectives are better.</param>
    /// <param name="limit">The maximum number of trials.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<ImmutableArray<Assignment>> ListRankedAsync(
        int sweepKey, Goal goal, int limit, CancellationToken cancel = default) =>
        AskAsync(connection => TrialSql.RankedAsync(connection, sweepKey, goal, limit, cancel), cancel);

    /// <summary>Returns a trial with the newest value of each of its metrics, or null if it does not exist.</summary>
    public Task<TrialSummary?> FindTrialAsync(TrialId trial, CancellationToken cancel = default) =>
        AskAsync(async connection =>
        {
            var found = await TrialSql.OneAsync(connection, database.Dialect, trial, cancel);
            return (await TrialSql.WithMetricsAsync(connection, trial.SweepKey, found, cancel)).SingleOrDefault();
        }, cancel);

    /// <summary>
    /// Returns the best completed trials with a finite objective, each with the newest value of each of its metrics. If
    /// trials were repeated with other seeds, assignments rank by means (<see cref="RankRepeatsAsync"/>), and the
    /// result has the best trial of each.
    /// </summary>
    public async Task<IReadOnlyList<TrialSummary>> ListBestAsync(
        SweepDetail sweep, int top = 1, CancellationToken cancel = default) =>
        await ListBestRankedAsync(sweep, await RankRepeatsAsync(sweep, cancel), top, cancel);

    /// <summary>
    /// Returns the best completed trials as <see cref="ListBestAsync"/> does, with
    /// what <see cref="RankRepeatsAsync"/> has returned.
    /// </summary>
    public Task<IReadOnlyList<TrialSummary>> ListBestRankedAsync(
        SweepDetail sweep, RankedRepeats? ranked, int top, CancellationToken cancel = default) =>
        AskAsync(async connection =>
        {
            var (key, search) = (sweep.Summary.Key, sweep.Spec.Search);
            var best = ranked is not null
                ? await TrialSql.NumberedAsync(connection, database.Dialect, key, [.. ranked.Best.Take(top)], cancel)
                : await TrialSql.BestAsync(connection, database.Dialect, key, search.Goal, top, cancel);
            return await TrialSql.WithMetricsAsync(connection, key, best, cancel);
        }, cancel);

    /// <summary>
    /// Returns the trials of a sweep with several objectives that no other one dominates, each with the newest value of
    /// each of its metrics. Ordered by the first objective, the best first.
    /// </summary>
    public Task<IReadOnlyList<TrialSummary>> ListFrontAsync(
        int sweepKey, Goal goal, CancellationToken cancel = default) =>
        AskAsync(async connection =>
        {
            var front = await TrialSql.FrontAsync(connection, database.Dialect, sweepKey, goal, cancel);
            return await TrialSql.WithMetricsAsync(connection, sweepKey, front, cancel);
        }, cancel);

    /// <summary>Returns the points of a sweep's curves, ordered by trial, metric and step.</summary>
    /// <param name="sweepKey">The key of the sweep.</param>
    /// <param name="trial">The number of the only trial to include, or null for all trials.</param>
    /// <param name="metric">The name of the only metric to include, or null for all metrics.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<IReadOnlyList<CurvePoint>> ListCurvesAsync(
        int sweepKey, int? trial = null, string? metric = null, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.CurvesAsync(connection, sweepKey, trial, metric, cancel), cancel);

    /// <summary>Returns the first points of a metric of some trials, ordered by trial and step.</summary>
    /// <param name="sweepKey">The key of the sweep.</param>
    /// <param name="trials">The numbers of the trials.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="limit">The maximum number of points of all trials together.</param>
    /// <param name="cancel">Cancels the query.</param>
    public Task<IReadOnlyList<CurvePoint>> ListCurvesOfAsync(
        int sweepKey, IReadOnlyCollection<int> trials, string metric, int limit, CancellationToken cancel = default) =>
        AskAsync(connection => SweepSql.CurvesAsync(connection, sweepKey, trials, metric, limit, cancel), cancel);

    /// <summary>
    /// Reads the events and decisions of a sweep in order, a page at a time, each with the time of its commit by the
    /// database's clock.
    /// </summary>
    /// <param name="sweepKey">The key of the sweep.</param>
    /// <param name="after">The number of the step after which to begin. Default: 0, for all.</param>
    /// <param name="cancel">Cancels the query.</param>
    public IAsyncEnumerable<(SearchStep Step, DateTimeOffset At)> ReadLogAsync(
        int sweepKey, long after = 0, CancellationToken cancel = default) =>
        SweepLog.ReadAsync(database, sweepKey, after, cancel);

    /// <summary>
    /// Returns the current progress of a sweep with at most <paramref name="running"/> running trials, or null if there
    /// is no sweep with this id.
    /// </summary>
    public Task<SweepProgress?> WatchAsync(string id, int running = 50, CancellationToken cancel = default) =>
        AskAsync(async connection =>
        {
            var summary = await SweepSql.FindSummaryAsync(connection, id, cancel);
            if (summary is null) return null;
            summary = await WithReasonAsync(connection, summary, cancel);
            var trains = await TrialSql.ListRunningAsync(connection, database.Dialect, summary.Key, running, cancel);
            var best = await TrialSql.NumberedAsync(
                connection, database.Dialect, summary.Key, summary.BestTrial is { } number ? [number] : [], cancel);
            best = await TrialSql.WithMetricsAsync(connection, summary.Key, best, cancel);
            return new SweepProgress(summary, trains, best.SingleOrDefault());
        }, cancel);

    /// <summary>Returns the training time of all trials of a sweep together, without their rests.</summary>
    public Task<TimeSpan> TrainedAsync(string id, CancellationToken cancel = default) =>
        AskAsync(connection => TrainingTime.ReadAsync(connection, database.Dialect, id, cancel), cancel);

    private async Task<SweepSummary> WithReasonAsync(
        DbConnection connection, SweepSummary summary, CancellationToken cancel) =>
        (await WaitReason.AddAsync(connection, _silos, [summary], cancel)).Single();

    private Task<T> AskAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(query, cancel));
}
