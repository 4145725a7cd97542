using System.Collections.Immutable;

namespace Experiments.Training.OwnWorkloads;

/// <summary>The prediction of a module for an input.</summary>
/// <param name="Source">A human-readable description of the input's source.</param>
/// <param name="Input">The elements of the input.</param>
/// <param name="Classes">The names of the classes. Empty if the outputs are numbers.</param>
/// <param name="Outputs">The probability of each class, or the numbers that the module returned.</param>
/// <param name="Target">The expected result: a zero-based class, or numbers. Empty if unknown.</param>
public sealed record ModulePrediction(
    string Source, ImmutableArray<double> Input, ImmutableArray<string> Classes, ImmutableArray<double> Outputs,
    ImmutableArray<double> Target);
