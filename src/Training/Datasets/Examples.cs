using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>Reads single images of a dataset.</summary>
public static class Examples
{
    /// <summary>Returns the image at a zero-based index of a set.</summary>
    /// <exception cref="UserErrorException">The index is out of range.</exception>
    public static Example At(ImageDataset dataset, ImageSet set, long index)
    {
        if (index < 0 || index >= set.Count) throw new UserErrorException(
            $"there is no image {index}: the test set of '{dataset.Name}' has {set.Count}, numbered from 0");
        using var scope = NewDisposeScope();
        var scale = dataset.Scale;
        var pixels = set.Images[index].mul(Scalars.Keep(scale.Deviation)).add(Scalars.Keep(scale.Mean), Scalars.One)
            .round().div(Scalars.Keep(255));
        return new((int)set.Labels[index].Whole(), [.. pixels.data<float>()]);
    }

    /// <summary>
    /// Returns the first images of a set, <paramref name="count"/> in total. The classes alternate, and the numbers of
    /// their images differ by at most one.
    /// </summary>
    public static IReadOnlyList<Example> OfEachClass(ImageDataset dataset, ImageSet set, int count)
    {
        using var scope = NewDisposeScope();
        var labels = set.Labels.data<long>();
        var places = Enumerable.Range(0, dataset.Classes).Select(_ => new List<long>()).ToList();
        var most = (count + dataset.Classes - 1) / dataset.Classes;
        for (var i = 0L; i < set.Count && places.Any(found => found.Count < most); i++)
            if (places[(int)labels[i]] is var found && found.Count < most) found.Add(i);
        return
        [
            .. Enumerable.Range(0, most)
                .SelectMany(
                    row => places.Where(found => row < found.Count).Select(found => At(dataset, set, found[row])))
                .Take(count),
        ];
    }
}
