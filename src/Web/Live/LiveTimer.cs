using Experiments.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Experiments.Web.Live;

/// <summary>
/// Says when streams of events look for changes: twice a second, until the client leaves, its key is not accepted any
/// more, or the program stops, which would otherwise wait for every open page.
/// </summary>
internal sealed class LiveTimer(TimeProvider time, IHostApplicationLifetime program, Callers callers)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);

    // The number of looks after which the key is checked again.
    private const int LooksOfAKey = 6;

    /// <summary>Begins the ticks of one stream.</summary>
    /// <param name="request">The request that the stream answers.</param>
    public Ticks Begin(HttpContext request) => new(
        new PeriodicTimer(Period, time),
        CancellationTokenSource.CreateLinkedTokenSource(request.RequestAborted, program.ApplicationStopping),
        async () => await callers.FindAsync(request) is not null);

    /// <summary>The ticks of one stream.</summary>
    public sealed class Ticks(PeriodicTimer timer, CancellationTokenSource end, Func<Task<bool>> mayGoOn) : IDisposable
    {
        private int _looks;

        /// <summary>Waits for the next tick. Returns false if there is none any more.</summary>
        public async Task<bool> NextAsync()
        {
            try
            {
                return await timer.WaitForNextTickAsync(end.Token)
                    && (++_looks % LooksOfAKey != 0 || await mayGoOn());
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
