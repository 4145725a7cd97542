using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>Combines feed, watch and screen to follow a sweep.</summary>
internal static class Watches
{
    /// <summary>
    /// Follows a sweep on standard output until it ends, as a live table if the terminal can show one, otherwise in
    /// lines.
    /// </summary>
    /// <param name="shell">The shell that the progress is written to.</param>
    /// <param name="sweeps">Where the sweep is read.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="news">Returns the progress of the sweep's preparation, or null if there is none to report.</param>
    /// <param name="cancel">Stops following the sweep, which itself continues.</param>
    /// <returns>The last view.</returns>
    public static Task<SweepView> FollowAsync(
        Shell shell, ISweeps sweeps, SweepDetail sweep, Func<string?> news, CancellationToken cancel)
    {
        var trials = new TrialText(sweep.Spec);
        IWatchScreen screen = shell.IsLive
            && shell.Console.Profile is { Width: >= LiveLayout.LeastWidth, Height: >= LiveLayout.LeastHeight }
            ? new LiveScreen(shell.Console, new LiveLayout(sweep, trials, shell.Console.Profile.Capabilities.Unicode))
            : new PlainScreen(shell, new PlainNews(sweep, trials));
        var watch = new SweepWatch(new SweepFeed(sweeps, sweep, BudgetLeftAsync).ReadAsync, shell.Time);
        return screen.ShowAsync(show => watch.FollowAsync(show, news, cancel));

        async Task<string?> BudgetLeftAsync(CancellationToken stop) =>
            sweep.Spec.Search.Budget is not null
            && (await sweeps.AccountAsync(sweep, stop)).Spending is { } spending
                ? BudgetLeft.Describe(spending, sweep.Spec.Resources)
                : null;
    }

    /// <summary>Follows a sweep that runs independently of this process, and reports how it ended.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> WatchAsync(
        Shell shell, ISweeps sweeps, SweepDetail sweep, CancellationToken cancel)
    {
        try
        {
            var last = await FollowAsync(shell, sweeps, sweep, () => null, cancel);
            return await SweepEnd.ReportAsync(shell, sweeps, sweep, last, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            shell.Error.WriteLine(shell.Hint(
                $"interrupted: sweep '{sweep.Summary.Name}' continues; "
                + $"'experiments watch {sweep.Summary.Id}' follows it again"));
            return ExitCodes.Interrupted;
        }
    }
}
