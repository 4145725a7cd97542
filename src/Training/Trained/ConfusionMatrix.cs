using System.Collections.Immutable;
using Experiments.Training.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>How often each class was taken for which.</summary>
/// <param name="Classes">Classes, from 0.</param>
/// <param name="Counts">For each class, row by row, how many of its examples were taken for each class.</param>
public sealed record ConfusionMatrix(int Classes, ImmutableArray<long> Counts)
{
    /// <summary>Share of all examples that were taken for what they are, 0 to 1.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Classes).Sum(shown => this[shown, shown]) / Counts.Sum();

    /// <summary>How many examples of one class were taken for another.</summary>
    public long this[int shown, int taken] => Counts[shown * Classes + taken];

    /// <summary>Share of the examples of a class that were taken for it, 0 to 1; NaN where there are none.</summary>
    public double AccuracyOf(int shown) =>
        (double)this[shown, shown] / Counts.AsSpan().Slice(shown * Classes, Classes).ToArray().Sum();

    /// <summary>The pairs of classes that were confused, most often first.</summary>
    public IEnumerable<(int Shown, int Taken, long Count)> Confusions() =>
        from shown in Enumerable.Range(0, Classes)
        from taken in Enumerable.Range(0, Classes)
        where shown != taken && this[shown, taken] > 0
        orderby this[shown, taken] descending, shown, taken
        select (shown, taken, this[shown, taken]);

    /// <summary>Tries a network on a set.</summary>
    /// <param name="scores">Scores [images, classes] of images [images, pixels].</param>
    /// <param name="set">The images.</param>
    /// <param name="classes">Classes.</param>
    public static ConfusionMatrix Count(Func<Tensor, Tensor> scores, ImageSet set, int classes)
    {
        using var inference = no_grad();
        using var scope = NewDisposeScope();
        var counts = zeros(classes * classes, ScalarType.Int64, set.Labels.device);
        foreach (var part in set.Parts())
        {
            using var batch = NewDisposeScope();
            var places = (part.Labels * Scalars.Keep(classes)).add_(scores(part.Images).argmax(1), Scalars.One);
            counts.add_(places.bincount(weights: null, minlength: classes * classes), Scalars.One);
        }

        return new(classes, [.. counts.cpu().data<long>()]);
    }
}
