using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Faults;

/// <summary>
/// Lets only exceptions that every caller knows leave one of our grains. Orleans' own calls pass untouched.
/// </summary>
internal sealed class FaultFilter(ILogger<FaultFilter> log) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception fault) when (
            context.Grain.GetType().Assembly == typeof(FaultFilter).Assembly && !WireFaults.Travels(fault))
        {
            log.LogDebug(fault, "{Interface}.{Method} failed.", context.InterfaceName, context.MethodName);
            throw WireFaults.Of(fault);
        }
    }
}
