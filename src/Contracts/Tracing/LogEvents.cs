namespace Experiments.Contracts.Tracing;

/// <summary>The event ids in a silo's log, for programs that read it.</summary>
public static class LogEvents
{
    /// <summary>
    /// Advice about a running sweep that may not do what its author meant. Also shown to users who watch the sweep.
    /// </summary>
    public const int Advice = 100;
}
