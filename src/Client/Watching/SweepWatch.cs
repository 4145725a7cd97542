using Experiments.Contracts.Faults;
using Experiments.Search.States;
using Experiments.Storage.Databases;

namespace Experiments.Client.Watching;

/// <summary>Follows a sweep in the database until it ends. A database that is away for a while is waited for.</summary>
/// <param name="read">Reads how the sweep goes on.</param>
/// <param name="time">What pauses are counted with.</param>
internal sealed class SweepWatch(Func<CancellationToken, Task<SweepView>> read, TimeProvider time)
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Shows one view after the other, and returns the last one.</summary>
    /// <param name="show">Told of each view.</param>
    /// <param name="news">How the preparation goes; null: nothing to say.</param>
    /// <param name="cancel">Ends the watching, not the sweep.</param>
    /// <exception cref="UserErrorException">The database cannot be used, and waiting would not help.</exception>
    public async Task<SweepView> FollowAsync(Action<SweepView> show, Func<string?> news, CancellationToken cancel)
    {
        SweepView? last = null;
        while (true)
        {
            try
            {
                last = await read(cancel);
                if (last.Summary.Status == SweepStatus.Preparing) last = last with { Notice = news() };
            }
            catch (UserErrorException fault) when (last is not null && IsPassing(fault))
            {
                last = last with { Notice = $"{fault.Message} Trying again.", JustEnded = [] };
            }

            show(last);
            if (last.IsFinal) return last;
            await Task.Delay(Interval, time, cancel);
        }
    }

    // Storage says in words for a person what happened, and keeps what did.
    private static bool IsPassing(UserErrorException fault) =>
        fault.InnerException is { } cause && TransientFaults.IsTransient(cause);
}
