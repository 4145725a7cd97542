using System.Collections.Immutable;
using Experiments.Client.Sources;
using Experiments.Search.States;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>
/// Reads the progress of a sweep. Each read queries only the trials from the oldest unfinished one on, so its cost
/// depends on the running and paused trials, not on all earlier ones.
/// </summary>
/// <param name="sweeps">Where the sweep is read.</param>
/// <param name="sweep">The sweep.</param>
/// <param name="budgetLeft">Describes what is left of the sweep's budget; null if it has none.</param>
internal sealed class SweepFeed(
    ISweeps sweeps, SweepDetail sweep, Func<CancellationToken, Task<string?>> budgetLeft)
{
    /// <summary>The number of reads after which the budget is read again, which takes longer.</summary>
    private const int BudgetEvery = 10;

    private readonly HashSet<int> _told = [];
    private string? _budgetLeft;
    private int _reads;
    private int _settled; // every trial below this number has ended and been reported

    /// <summary>Reads the next view.</summary>
    public async Task<SweepView> ReadAsync(CancellationToken cancel)
    {
        // The counts are read first: if they say that all trials have ended, the trials read afterwards have.
        var progress = await sweeps.ProgressAsync(sweep, cancel);
        var trials = await sweeps.ListTrialsFromAsync(sweep, _settled, cancel);
        var unfinished = trials.Where(trial => trial.Status is TrialStatus.Running or TrialStatus.Waiting)
            .ToImmutableArray();
        var ended = trials.Where(trial => trial.Status.IsFinal() && _told.Add(trial.Number));
        if (progress.Summary.Status.IsFinal()) _budgetLeft = null;
        else if (_reads++ % BudgetEvery == 0) _budgetLeft = await budgetLeft(cancel);
        var view = new SweepView
        {
            Summary = progress.Summary,
            BudgetLeft = _budgetLeft,
            Unfinished = unfinished,
            Resting = [.. trials.Where(trial => trial.Status == TrialStatus.Paused)],
            JustEnded = [.. ended.OrderBy(trial => trial.FinishedAt).ThenBy(trial => trial.Number)],
            Best = progress.Best,
        };
        while (_told.Remove(_settled)) _settled++;
        return view;
    }
}
