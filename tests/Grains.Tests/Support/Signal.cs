using System.Runtime.CompilerServices;
using Experiments.Testing.Waits;

namespace Experiments.Grains.Tests.Support;

/// <summary>Wakes tests when something has happened, so that they wait for conditions and not for time.</summary>
internal sealed class Signal
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something has happened.</summary>
    public void Pulse() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes once the condition holds; it is looked at whenever something happens.</summary>
    public Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(condition).Within(what, Limit);

    private async Task HoldsAsync(Func<bool> condition)
    {
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (condition()) return;
            await next;
        }
    }
}
