using Microsoft.Extensions.Hosting;

namespace Experiments.Web.Live;

/// <summary>
/// Says when streams of events look for changes: twice a second, until the client leaves or the program stops, which
/// would otherwise wait for every open page.
/// </summary>
internal sealed class LiveTimer(TimeProvider time, IHostApplicationLifetime program)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);

    /// <summary>Begins the ticks of one stream.</summary>
    /// <param name="cancel">Cancelled when the client leaves.</param>
    public Ticks Begin(CancellationToken cancel) => new(
        new PeriodicTimer(Period, time),
        CancellationTokenSource.CreateLinkedTokenSource(cancel, program.ApplicationStopping));

    /// <summary>The ticks of one stream.</summary>
    public sealed class Ticks(PeriodicTimer timer, CancellationTokenSource end) : IDisposable
    {
        /// <summary>Waits for the next tick. Returns false if there is none any more.</summary>
        public async Task<bool> NextAsync()
        {
            try
            {
                return await timer.WaitForNextTickAsync(end.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            timer.Dispose();
            end.Dispose();
        }
    }
}
