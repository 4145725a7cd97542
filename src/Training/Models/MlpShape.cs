using System.Collections.Immutable;

namespace Experiments.Training.Models;

/// <summary>What a multi-layer perceptron is built of; two of the same shape can exchange weights.</summary>
/// <param name="Inputs">Numbers per example.</param>
/// <param name="Hidden">Widths of the hidden layers, at least one.</param>
/// <param name="Classes">Outputs.</param>
/// <param name="Activation">After each hidden layer.</param>
/// <param name="BatchNorm">Whether each hidden layer is normalised before its activation.</param>
/// <param name="Dropout">Share of activations dropped after each hidden layer in training.</param>
internal sealed record MlpShape(
    int Inputs, ImmutableArray<int> Hidden, int Classes, Activation Activation, bool BatchNorm, double Dropout)
{
    /// <summary>Numbers that are learned.</summary>
    public long ParameterCount()
    {
        long total = 0, width = Inputs;
        foreach (var next in Hidden)
        {
            total += LinearLayer.ParameterCount(width, next) + (BatchNorm ? BatchNormLayer.ParameterCount(next) : 0);
            width = next;
        }

        return total + LinearLayer.ParameterCount(width, Classes);
    }

    /// <summary>Running statistics, which are kept with the weights but not learned.</summary>
    public long StatisticCount() => BatchNorm ? Hidden.Sum(width => BatchNormLayer.ParameterCount(width)) : 0;

    /// <inheritdoc/>
    public bool Equals(MlpShape? other) =>
        other is not null && Inputs == other.Inputs && Hidden.SequenceEqual(other.Hidden) && Classes == other.Classes &&
        Activation == other.Activation && BatchNorm == other.BatchNorm && Dropout.Equals(other.Dropout);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs, Hidden.Length, Classes, Activation, BatchNorm, Dropout);
}
