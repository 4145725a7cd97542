namespace Experiments.Search.Spaces;

/// <summary>A parameter times a weight, finite and not 0.</summary>
public sealed record SumTerm(string Parameter, double Weight);
