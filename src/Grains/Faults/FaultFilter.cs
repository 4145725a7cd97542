using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Faults;

/// <summary>
/// Lets only exceptions that every caller knows leave the grains of this assembly. Calls to Orleans' own grains pass
/// unchanged.
/// </summary>
internal sealed partial class FaultFilter(ILogger<FaultFilter> log) : IIncomingGrainCallFilter
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
            LogFailed(fault, context.InterfaceName, context.MethodName);
            throw WireFaults.Convert(fault);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Interface}.{Method} failed.")]
    private partial void LogFailed(Exception fault, string @interface, string method);
}
