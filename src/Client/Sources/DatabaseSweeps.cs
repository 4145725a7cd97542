using System.Collections.Immutable;
using Experiments.Client.Connecting;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Importance;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>Sweeps, trials and curves, read from the database.</summary>
internal sealed class DatabaseSweeps(SweepDatabase database) : ISweeps
{
    private const int MostNumbers = 1_000;

    private readonly SweepQueries _queries = database.Sweeps;

    public Task<IReadOnlyList<SweepSummary>> ListAsync(SweepFilter filter, CancellationToken cancel) =>
        _queries.ListAsync(filter, cancel);

    public Task<SweepDetail> FindAsync(string reference, CancellationToken cancel) =>
        database.FindAsync(reference, cancel);

    public async Task<SweepAccount> AccountAsync(SweepDetail sweep, CancellationToken cancel)
    {
        var trained = await _queries.TrainedAsync(sweep.Summary.Id, cancel);
        var owner = await database.Owners.FindAsync(sweep.Summary.Id, cancel);
        return new(trained, await database.Budgets.SpentAsync(sweep, trained, cancel), owner);
    }

    public async Task<ImmutableArray<(string Parameter, double Share)>> ImportanceAsync(
        SweepDetail sweep, CancellationToken cancel) =>
        ParameterImportance.Compute(await _queries.ListRankedAsync(
            sweep.Summary.Key, sweep.Summary.Goal, ParameterImportance.MostTrials, cancel));

    public async Task<(SweepSummary Summary, TrialSummary? Best)> ProgressAsync(
        SweepDetail sweep, CancellationToken cancel)
    {
        var progress = (await _queries.WatchAsync(sweep.Summary.Id, running: 1, cancel))!;
        return (progress.Summary, progress.Best);
    }

    public Task<TrialSummary?> FindTrialAsync(SweepDetail sweep, int number, CancellationToken cancel) =>
        _queries.FindTrialAsync(new TrialId(sweep.Summary.Key, number), cancel);

    public async Task<TrialSummary?> FindBestAsync(SweepDetail sweep, CancellationToken cancel) =>
        (await _queries.ListBestAsync(sweep, 1, cancel)).SingleOrDefault();

    public Task<IReadOnlyList<TrialSummary>> ListBestAsync(
        SweepDetail sweep, RankedRepeats? ranked, int top, CancellationToken cancel) =>
        sweep.Spec.Search.MoreObjectives is null
            ? _queries.ListBestRankedAsync(sweep, ranked, top, cancel)
            : _queries.ListFrontAsync(sweep.Summary.Key, sweep.Summary.Goal, cancel);

    public async Task<IReadOnlyList<TrialSummary>> ListTrialsAsync(
        SweepDetail sweep, TrialQuestion question, CancellationToken cancel)
    {
        var by = question.Sort is { } name
            ? await TrialFields.ReadAsync(TrialQuestion.SortOption, () => _queries.GetFieldAsync(sweep, name, cancel))
            : null;
        return await _queries.ListTrialsAsync(
            sweep.Summary.Key,
            await FilterAsync(sweep, question, cancel) with
            {
                SortBy = by,
                Descending = question.Descending
                    || (by is TrialField.Objective && sweep.Summary.Goal == Goal.Maximize),
            },
            cancel);
    }

    public Task<IReadOnlyList<TrialSummary>> ListTrialsFromAsync(
        SweepDetail sweep, int first, CancellationToken cancel) =>
        _queries.ListTrialsFromAsync(sweep.Summary.Key, first, cancel);

    public async Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        SweepDetail sweep, IReadOnlyList<string> by, TrialQuestion question, CancellationToken cancel)
    {
        var trials = await FilterAsync(sweep, question, cancel);
        var fields = ImmutableArray.CreateBuilder<TrialField>();
        foreach (var name in by)
            fields.Add(await TrialFields.ReadAsync(
                TrialQuestion.GroupOption, () => _queries.GetGroupFieldAsync(sweep, name, cancel)));
        return await _queries.ListGroupsAsync(
            sweep.Summary.Key,
            new TrialGrouping { By = fields.ToImmutable(), Goal = sweep.Summary.Goal, Trials = trials }, cancel);
    }

    public Task<IReadOnlyDictionary<int, TrialRepeats>> ListRepeatsAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, CancellationToken cancel) =>
        _queries.ListRepeatsAsync(sweep, trials, cancel);

    public Task<RankedRepeats?> RankRepeatsAsync(SweepDetail sweep, CancellationToken cancel) =>
        _queries.RankRepeatsAsync(sweep, cancel);

    public Task<IReadOnlyList<CurvePoint>> ListCurveAsync(
        SweepDetail sweep, int trial, string metric, CancellationToken cancel) =>
        _queries.ListCurvesAsync(sweep.Summary.Key, trial, metric, cancel);

    public async Task<IReadOnlyList<CurvePoint>> ListCurvesAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, string metric, CancellationToken cancel)
    {
        var all = new List<CurvePoint>();
        // Their numbers are part of the query, whose length the database limits.
        foreach (var some in trials.Chunk(MostNumbers))
            all.AddRange(await _queries.ListCurvesOfAsync(sweep.Summary.Key, some, metric, int.MaxValue, cancel));
        return all;
    }

    public Task<IReadOnlyList<string>> ListMetricsAsync(SweepDetail sweep, CancellationToken cancel) =>
        _queries.ListMetricsAsync(sweep.Summary.Key, cancel);

    public Task<bool> HasMetricAsync(SweepDetail sweep, string metric, CancellationToken cancel) =>
        _queries.HasMetricAsync(sweep.Summary.Key, metric, cancel);

    private async Task<TrialFilter> FilterAsync(
        SweepDetail sweep, TrialQuestion question, CancellationToken cancel) => new()
        {
            Where = question.Where is { } condition
                ? await TrialFields.ReadAsync(
                    TrialQuestion.WhereOption, () => _queries.ReadFilterAsync(sweep, condition, cancel))
                : null,
            Status = question.Status,
            Limit = question.Limit,
        };
}
