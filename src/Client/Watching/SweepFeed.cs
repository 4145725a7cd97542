using System.Collections.Immutable;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>
/// Reads how a sweep goes on. Each time it asks only for trials from the oldest one that had not ended, so a look costs
/// what runs or rests, not what has been.
/// </summary>
/// <param name="sweeps">The database.</param>
/// <param name="sweep">Whose.</param>
internal sealed class SweepFeed(SweepQueries sweeps, SweepDetail sweep)
{
    // Trials that begin between the two queries of one look.
    private const int Slack = 64;

    private readonly HashSet<int> _told = [];
    private int _settled; // every trial below this number has ended and been told

    /// <summary>The next view.</summary>
    public async Task<SweepView> ReadAsync(CancellationToken cancel)
    {
        // Counts first: where they say that all is over, the trials read after them are.
        var progress = (await sweeps.WatchAsync(sweep.Summary.Id, running: 1, cancel))!;
        var window = new TrialFilter
        {
            Descending = true,
            Limit = (int)Math.Min(int.MaxValue, progress.Summary.Trials.Total - _settled + Slack),
        };
        var trials = (await sweeps.ListTrialsAsync(sweep.Summary.Key, window, cancel)).Reverse().ToList();
        var unfinished = trials.Where(trial => trial.Status is TrialStatus.Running or TrialStatus.Waiting)
            .ToImmutableArray();
        var ended = trials.Where(trial =>
            trial.Status.IsFinal() && trial.Number >= _settled && _told.Add(trial.Number));
        var view = new SweepView
        {
            Summary = progress.Summary,
            Unfinished = unfinished,
            Resting = [.. trials.Where(trial => trial.Status == TrialStatus.Paused)],
            JustEnded = [.. ended.OrderBy(trial => trial.FinishedAt).ThenBy(trial => trial.Number)],
            Best = progress.Best,
        };
        while (_told.Remove(_settled)) _settled++;
        return view;
    }
}
