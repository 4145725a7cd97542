using System.Net;
using Experiments.ApiClient;
using Experiments.Search.States;
using Experiments.Storage.Databases;

namespace Experiments.Client.Watching;

/// <summary>Follows a sweep until it ends. Waits if the database or the server is temporarily unavailable.</summary>
/// <param name="read">Reads the next view of the sweep.</param>
/// <param name="time">The clock for the pauses.</param>
internal sealed class SweepWatch(Func<CancellationToken, Task<SweepView>> read, TimeProvider time)
{
    /// <summary>The time between two reads.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Shows each view in turn, and returns the last one.</summary>
    /// <param name="show">Receives each view.</param>
    /// <param name="news">Returns the progress of the sweep's preparation, or null if there is none to report.</param>
    /// <param name="cancel">Stops following the sweep, which itself continues.</param>
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
            catch (Exception fault) when (last is not null && IsPassing(fault))
            {
                last = last with { Notice = $"{fault.Message.TrimEnd('.')}. Trying again.", JustEnded = [] };
            }

            show(last);
            if (last.IsFinal) return last;
            await Task.Delay(Interval, time, cancel);
        }
    }

    private static bool IsPassing(Exception fault) => fault switch
    {
        // Storage wraps the original exception in one with a human-readable message.
        UserErrorException { InnerException: { } cause } => TransientFaults.IsTransient(cause),
        UnreachableException => true,
        ApiException refused => refused.Status == HttpStatusCode.ServiceUnavailable,
        _ => false,
    };
}
