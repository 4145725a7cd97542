using Experiments.Client.Shells;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>Puts feed, watch and screen together.</summary>
internal static class Watches
{
    /// <summary>Follows a sweep on standard output, in the way that suits it, until it ends.</summary>
    /// <param name="shell">Where.</param>
    /// <param name="sweeps">The database.</param>
    /// <param name="sweep">Which sweep.</param>
    /// <param name="news">How its preparation goes; null: nothing to say.</param>
    /// <param name="cancel">Ends the watching, not the sweep.</param>
    /// <returns>The last view.</returns>
    public static Task<SweepView> FollowAsync(
        Shell shell, SweepQueries sweeps, SweepDetail sweep, Func<string?> news, CancellationToken cancel)
    {
        var trials = new TrialText(sweep.Spec);
        IWatchScreen screen = shell.IsLive
            && shell.Console.Profile is { Width: >= LiveLayout.LeastWidth, Height: >= LiveLayout.LeastHeight }
            ? new LiveScreen(shell.Console, new LiveLayout(sweep, trials, shell.Console.Profile.Capabilities.Unicode))
            : new PlainScreen(shell.Out, new PlainNews(sweep, trials));
        var watch = new SweepWatch(new SweepFeed(sweeps, sweep).ReadAsync, shell.Time);
        return screen.ShowAsync(show => watch.FollowAsync(show, news, cancel));
    }

    /// <summary>Follows a sweep that goes on without us, and says how it ended.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> WatchAsync(Shell shell, SweepQueries sweeps, SweepDetail sweep, CancellationToken cancel)
    {
        try
        {
            var last = await FollowAsync(shell, sweeps, sweep, () => null, cancel);
            return await SweepEnd.ReportAsync(shell, sweeps, sweep, last, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            shell.Error.WriteLine(
                $"interrupted: sweep '{sweep.Summary.Name}' goes on; "
                + $"'experiments watch {sweep.Summary.Id}' follows it again");
            return ExitCodes.Interrupted;
        }
    }
}
