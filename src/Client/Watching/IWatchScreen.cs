namespace Experiments.Client.Watching;

/// <summary>Shows the successive views of a sweep.</summary>
internal interface IWatchScreen
{
    /// <summary>Shows each view that <paramref name="follow"/> reports while it runs, and returns its result.</summary>
    Task<SweepView> ShowAsync(Func<Action<SweepView>, Task<SweepView>> follow);
}
