using System.Collections.Immutable;
using System.Net;
using Experiments.ApiClient;
using Experiments.Client.Shells;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>Sweeps, trials and curves, asked of a server.</summary>
internal sealed class ServerSweeps(IExperimentsApi api) : ISweeps
{
    // The most that one request may ask for.
    private const int MostRows = 10_000;
    private const int MostPoints = 100_000;
    private const int MostNumbers = 200;

    public async Task<IReadOnlyList<SweepSummary>> ListAsync(SweepFilter filter, CancellationToken cancel) =>
        [.. (await api.ListSweepsAsync(filter.WithArchived, filter.Tags, filter.Limit, cancel)).Select(ServerRows.Of)];

    public async Task<SweepDetail> FindAsync(string reference, CancellationToken cancel) =>
        ServerRows.Of(await api.GetSweepAsync(reference, cancel));

    public async Task<SweepAccount> AccountAsync(SweepDetail sweep, CancellationToken cancel)
    {
        var detail = await api.GetSweepAsync(sweep.Summary.Id, cancel);
        var spending = detail.Spent is { } spent
            ? new Spending(new SweepBudget
            {
                Seconds = spent.Limits.Seconds,
                DeviceHours = spent.Limits.DeviceHours,
                NoBetterAfter = spent.Limits.NoBetterAfter,
            })
            {
                Seconds = spent.Seconds,
                DeviceHours = spent.DeviceHours,
                SinceBest = spent.SinceBest,
            }
            : null;
        return new(ServerRows.Time(detail.TrainedSeconds), spending, detail.Owner);
    }

    public async Task<ImmutableArray<(string Parameter, double Share)>> ImportanceAsync(
        SweepDetail sweep, CancellationToken cancel) =>
        [.. (await api.ListImportanceAsync(sweep.Summary.Id, cancel)).Select(one => (one.Parameter, one.Share))];

    public async Task<(SweepSummary Summary, TrialSummary? Best)> ProgressAsync(
        SweepDetail sweep, CancellationToken cancel)
    {
        var now = ServerRows.Of((await api.GetSweepAsync(sweep.Summary.Id, cancel)).Sweep);
        return (now, now.BestTrial is { } best ? await FindTrialAsync(sweep, best, cancel) : null);
    }

    public async Task<TrialSummary?> FindTrialAsync(SweepDetail sweep, int number, CancellationToken cancel)
    {
        try
        {
            return ServerRows.Of(await api.GetTrialAsync(sweep.Summary.Id, number, cancel));
        }
        catch (ApiException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<TrialSummary?> FindBestAsync(SweepDetail sweep, CancellationToken cancel) =>
        (await ListBestAsync(sweep, null, 1, cancel)).FirstOrDefault();

    // The server ranks.
    public async Task<IReadOnlyList<TrialSummary>> ListBestAsync(
        SweepDetail sweep, RankedRepeats? ranked, int top, CancellationToken cancel) =>
        [.. (await api.ListBestAsync(sweep.Summary.Id, top, cancel)).Select(ServerRows.Of)];

    public async Task<IReadOnlyList<TrialSummary>> ListTrialsAsync(
        SweepDetail sweep, TrialQuestion question, CancellationToken cancel)
    {
        var bestFirst = question.Sort is { } name && FieldName.Parse(name).IsObjective(sweep.Summary.Metric)
            && sweep.Summary.Goal == Goal.Maximize;
        var trials = await UnderstoodAsync(() => api.ListTrialsAsync(
            sweep.Summary.Id, question.Where, question.Sort, question.Descending || bestFirst,
            ServerRows.WordOf(question.Status), after: null, question.Limit, cancel));
        return [.. trials.Select(ServerRows.Of)];
    }

    public async Task<IReadOnlyList<TrialSummary>> ListTrialsFromAsync(
        SweepDetail sweep, int first, CancellationToken cancel)
    {
        var all = new List<TrialSummary>();
        while (true)
        {
            var page = await api.ListTrialsAsync(
                sweep.Summary.Id, after: (all.Count > 0 ? all[^1].Number : first - 1), limit: MostRows,
                cancel: cancel);
            all.AddRange(page.Select(ServerRows.Of));
            if (page.Count < MostRows) return all;
        }
    }

    public async Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        SweepDetail sweep, IReadOnlyList<string> by, TrialQuestion question, CancellationToken cancel)
    {
        var groups = await UnderstoodAsync(() => api.ListGroupsAsync(
            sweep.Summary.Id, by, question.Where, ServerRows.WordOf(question.Status),
            Math.Min(question.Limit, MostRows), cancel));
        return
        [
            .. groups.Select(group => new TrialGroup(
                [.. by.Select(name => group.Keys[name])], group.Trials, group.Count, group.Mean, group.Deviation,
                group.Best, group.BestTrial)),
        ];
    }

    public async Task<IReadOnlyDictionary<int, TrialRepeats>> ListRepeatsAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, CancellationToken cancel)
    {
        var all = new Dictionary<int, TrialRepeats>();
        // Their numbers are part of the address, which has a largest length.
        foreach (var some in trials.Chunk(MostNumbers))
            foreach (var (number, repeats) in (await api.ListRepeatsAsync(sweep.Summary.Id, some, cancel)).Trials)
                all[number] = ServerRows.Of(repeats);
        return all;
    }

    public async Task<RankedRepeats?> RankRepeatsAsync(SweepDetail sweep, CancellationToken cancel) =>
        (await api.ListRepeatsAsync(sweep.Summary.Id, [], cancel)).Ranked is { } ranked
            ? new([.. ranked.Best], ranked.Assignments, ranked.Chance)
            : null;

    public Task<IReadOnlyList<CurvePoint>> ListCurveAsync(
        SweepDetail sweep, int trial, string metric, CancellationToken cancel) =>
        ListCurvesAsync(sweep, [trial], metric, cancel);

    public async Task<IReadOnlyList<CurvePoint>> ListCurvesAsync(
        SweepDetail sweep, IReadOnlyCollection<int> trials, string metric, CancellationToken cancel)
    {
        var all = new List<CurvePoint>();
        foreach (var some in trials.Chunk(MostNumbers))
            all.AddRange((await api.ListCurvesAsync(sweep.Summary.Id, metric, some, MostPoints, cancel)).SelectMany(
                curve => curve.Steps.Select((step, at) => new CurvePoint(
                    curve.Trial, metric, step, DateTimeOffset.FromUnixTimeMilliseconds(curve.Times[at]),
                    curve.Values[at]))));
        return all;
    }

    public async Task<IReadOnlyList<string>> ListMetricsAsync(SweepDetail sweep, CancellationToken cancel) =>
        (await api.GetSweepAsync(sweep.Summary.Id, cancel)).Metrics;

    public async Task<bool> HasMetricAsync(SweepDetail sweep, string metric, CancellationToken cancel) =>
        (await ListMetricsAsync(sweep, cancel)).Contains(metric);

    /// <summary>Asks what a user has put into words; words that the server refuses are a wrong command line.</summary>
    private static async Task<T> UnderstoodAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ApiException refused) when (refused.Status == HttpStatusCode.BadRequest)
        {
            throw new WrongUsageException(refused.Message);
        }
    }
}
