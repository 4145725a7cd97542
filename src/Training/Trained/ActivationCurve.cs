using System.Collections.Immutable;
using Experiments.Training.Models;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>An activation function and its derivative, as layers compute them.</summary>
/// <param name="Name">The name of the activation function, as in a sweep file.</param>
/// <param name="Points">The values of x, the function and its derivative, in ascending order of x.</param>
public sealed record ActivationCurve(string Name, ImmutableArray<(double X, double Value, double Slope)> Points)
{
    private const double Reach = 6;
    private const int Count = 241;

    /// <summary>The point with the largest derivative, or the first if there are several.</summary>
    public (double X, double Value, double Slope) Steepest => Points.MaxBy(point => point.Slope);

    /// <summary>Tabulates an activation function from −6 to 6.</summary>
    public static ActivationCurve Tabulate(Activation kind)
    {
        using var scope = NewDisposeScope();
        var layer = new ActivationLayer(kind);
        var x = linspace(-Reach, Reach, Count, ScalarType.Float32);
        // Layers overwrite their input.
        var values = layer.Forward(x.clone(), training: null).clone();
        var slopes = layer.Backward(ones(Count));
        return new(
            NameOf(kind),
            [.. Enumerable.Range(0, Count).Select(i => (x[i].Number(), values[i].Number(), slopes[i].Number()))]);
    }

    private static string NameOf(Activation kind) =>
        kind == Activation.LeakyRelu ? "leaky_relu" : kind.ToString().ToLowerInvariant();
}
