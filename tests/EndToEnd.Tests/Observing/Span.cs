namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>A span that a collector received.</summary>
public sealed record Span(string Service, string Trace, string Id, string Parent, string Name)
{
    /// <summary>The instance of the service that sent it.</summary>
    public required string Instance { get; init; }

    /// <summary>The start, in nanoseconds since 1970.</summary>
    public required ulong Start { get; init; }

    /// <summary>The end, in nanoseconds since 1970; not before the start.</summary>
    public required ulong End { get; init; }

    /// <summary>The attributes with string values.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
