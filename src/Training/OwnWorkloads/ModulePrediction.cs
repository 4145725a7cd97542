using System.Collections.Immutable;

namespace Experiments.Training.OwnWorkloads;

/// <summary>What a module makes of an input.</summary>
/// <param name="Source">Where the input is from, in a person's words.</param>
/// <param name="Input">Its numbers.</param>
/// <param name="Classes">Names of the classes; empty: outputs are numbers.</param>
/// <param name="Outputs">Probability of each class, or the numbers that the module gave.</param>
/// <param name="Target">What it should be: a class, from 0, or numbers; empty: unknown.</param>
public sealed record ModulePrediction(
    string Source, ImmutableArray<double> Input, ImmutableArray<string> Classes, ImmutableArray<double> Outputs,
    ImmutableArray<double> Target);
