using System.Collections.Immutable;
using Experiments.Training.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>What a network takes images of each class for.</summary>
/// <param name="Counts">Images, by the class that they are of, then by the class that they were taken for.</param>
public sealed record ConfusionMatrix(ImmutableArray<ImmutableArray<long>> Counts)
{
    // As many images at a time as keep the surroundings of all their pixels within some hundred megabytes.
    private const long Batch = 1_000;

    /// <summary>Classes.</summary>
    public int Classes => Counts.Length;

    /// <summary>Share of all images that were taken for what they are.</summary>
    public double Accuracy => (double)Counts.Select((row, label) => row[label]).Sum() / Counts.Sum(row => row.Sum());

    /// <summary>Of the images of a class, the share that was taken for it; NaN where there are none.</summary>
    public double AccuracyOf(int label) => (double)Counts[label][label] / Counts[label].Sum();

    /// <summary>The pairs that were confused, most often first.</summary>
    public IEnumerable<(int Label, int TakenFor, long Count)> Confusions() =>
        from label in Enumerable.Range(0, Classes)
        from other in Enumerable.Range(0, Classes)
        where label != other && Counts[label][other] > 0
        orderby Counts[label][other] descending, label, other
        select (label, other, Counts[label][other]);

    /// <summary>Lets a network classify a whole set.</summary>
    /// <param name="network">The network.</param>
    /// <param name="set">Images as it saw them in training, and their labels.</param>
    public static ConfusionMatrix Of(TrainedNetwork network, ImageSet set)
    {
        var classes = network.Model.Shape.Classes;
        using var scope = NewDisposeScope();
        var pairs = zeros(classes * classes, ScalarType.Int64);
        for (var start = 0L; start < set.Count; start += Batch)
        {
            using var batch = NewDisposeScope();
            using var part = set.Slice(start, Math.Min(Batch, set.Count - start));
            var found = (part.Labels * classes).add_(network.Scores(part.Images).argmax(1));
            pairs.index_add_(0, found, ones(found.shape[0], ScalarType.Int64), 1);
        }

        return new([.. pairs.data<long>().Chunk(classes).Select(row => row.ToImmutableArray())]);
    }
}
