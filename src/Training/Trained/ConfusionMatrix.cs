using System.Collections.Immutable;
using Experiments.Training.Datasets;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>The counts of how often each class was predicted as each class.</summary>
/// <param name="Classes">The number of classes.</param>
/// <param name="Counts">
/// The counts, row by row: for each class, how many of its examples were predicted as each class.
/// </param>
public sealed record ConfusionMatrix(int Classes, ImmutableArray<long> Counts)
{
    /// <summary>The share of all examples that were classified correctly, 0 to 1.</summary>
    public double Accuracy => (double)Enumerable.Range(0, Classes).Sum(shown => this[shown, shown]) / Counts.Sum();

    /// <summary>
    /// The number of examples of class <paramref name="shown"/> that were predicted as class <paramref name="taken"/>.
    /// </summary>
    public long this[int shown, int taken] => Counts[shown * Classes + taken];

    /// <summary>
    /// Returns the share of a class's examples that were classified correctly, 0 to 1, or NaN if there are none.
    /// </summary>
    public double AccuracyOf(int shown) =>
        (double)this[shown, shown] / Counts.AsSpan().Slice(shown * Classes, Classes).ToArray().Sum();

    /// <summary>Returns the pairs of classes that were confused, most frequent first.</summary>
    public IEnumerable<(int Shown, int Taken, long Count)> Confusions() =>
        from shown in Enumerable.Range(0, Classes)
        from taken in Enumerable.Range(0, Classes)
        where shown != taken && this[shown, taken] > 0
        orderby this[shown, taken] descending, shown, taken
        select (shown, taken, this[shown, taken]);

    /// <summary>Counts the predictions of a network for a set.</summary>
    /// <param name="scores">Computes the scores [images, classes] of images [images, pixels].</param>
    /// <param name="set">The images.</param>
    /// <param name="classes">The number of classes.</param>
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
