namespace Experiments.Client.Watching;

/// <summary>Where views are shown, one after the other.</summary>
internal interface IWatchScreen
{
    /// <summary>Shows what <paramref name="follow"/> tells, for as long as it runs, and hands on what it returns.</summary>
    Task<SweepView> ShowAsync(Func<Action<SweepView>, Task<SweepView>> follow);
}
