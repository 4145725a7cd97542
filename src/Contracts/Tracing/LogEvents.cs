namespace Experiments.Contracts.Tracing;

/// <summary>Numbers of what a silo logs, for whoever reads its log.</summary>
public static class LogEvents
{
    /// <summary>
    /// Advice about a sweep that runs and yet may not do what its author meant. Whoever watches the sweep is told.
    /// </summary>
    public const int Advice = 100;
}
