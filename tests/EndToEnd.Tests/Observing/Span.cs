namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>A span that a collector was sent.</summary>
public sealed record Span(string Service, string Trace, string Id, string Parent, string Name);
