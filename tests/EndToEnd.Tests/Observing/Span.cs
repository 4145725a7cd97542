namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>A span that a collector was sent.</summary>
public sealed record Span(string Service, string Trace, string Id, string Parent, string Name)
{
    /// <summary>Which of several processes of the service sent it.</summary>
    public required string Instance { get; init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public required ulong Start { get; init; }

    /// <summary>The same; not before the start.</summary>
    public required ulong End { get; init; }

    /// <summary>Its attributes that are texts.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
