using Experiments.Contracts.Faults;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>Reads single images of a dataset.</summary>
public static class Examples
{
    /// <summary>The image at a place of a set, from 0.</summary>
    /// <exception cref="UserErrorException">There is no such place.</exception>
    public static Example At(ImageDataset dataset, ImageSet set, long index)
    {
        if (index < 0 || index >= set.Count) throw new UserErrorException(
            $"there is no image {index}: the test set of '{dataset.Name}' has {set.Count}, numbered from 0");
        using var scope = NewDisposeScope();
        var scale = dataset.Scale;
        var pixels = set.Images[index].mul(Scalars.Keep(scale.Deviation)).add(Scalars.Keep(scale.Mean), Scalars.One).round().div(Scalars.Keep(255));
        return new((int)set.Labels[index].Whole(), [.. pixels.data<float>()]);
    }

    /// <summary>
    /// The first images of a set, of each class as many as of the others or one more, so many in all; the classes take
    /// turns.
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
                .SelectMany(row => places.Where(found => row < found.Count).Select(found => At(dataset, set, found[row])))
                .Take(count),
        ];
    }
}
