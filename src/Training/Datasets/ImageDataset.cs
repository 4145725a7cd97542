using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>
/// A dataset in memory, shared by all trials of the process. The last sixth of its training images is the validation
/// set. It is always the same sixth, so that objectives of trials with different <c>train_examples</c> can be compared;
/// trials train on the first of the remaining images. The test images are for the final evaluation.
/// </summary>
public sealed class ImageDataset
{
    private readonly ConcurrentDictionary<string, Parts> _onDevice = new();

    private ImageDataset(string name, string sha256, PixelScale scale, ImageSet train, ImageSet test)
    {
        (Name, Sha256, Scale) = (name, sha256, scale);
        _onDevice["cpu"] = Parts.Split(train, test);
    }

    /// <summary>The dataset's name.</summary>
    public string Name { get; }

    /// <summary>
    /// The SHA-256 of the dataset's content, in lower-case hexadecimal: of all pixels and labels, independent of the
    /// files that held them.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>The scaling that was applied to its pixels.</summary>
    public PixelScale Scale { get; }

    /// <summary>The number of classes: 10.</summary>
    public int Classes => 10;

    /// <summary>
    /// Creates a dataset from raw images, scaled to floats with mean 0 and standard deviation 1 over the training
    /// images.
    /// </summary>
    public static ImageDataset From(string name, RawImages train, RawImages test)
    {
        var scale = train.Scale();
        using var scope = NewDisposeScope();
        return new(name, RawImages.Sha256(train, test), scale, Normalise(train), Normalise(test));

        ImageSet Normalise(RawImages raw) => new(
            scale.Apply(raw.Images, RawImages.Pixels).DetachFromDisposeScope(),
            tensor(raw.Labels).to(ScalarType.Int64).DetachFromDisposeScope());
    }

    /// <summary>Returns the images to train on, as a view that the caller must dispose.</summary>
    /// <param name="examples">The number of images, or null for all. If there are fewer, all are returned.</param>
    /// <param name="device">The device: <c>cpu</c>, <c>cuda:0</c>, …</param>
    public ImageSet Train(long? examples, string device)
    {
        var (all, validation, _) = On(device);
        var most = all.Count - validation.Count;
        return all.Slice(0, Math.Min(examples ?? most, most));
    }

    /// <summary>
    /// Returns the validation images, on which objectives are measured. They are shared and must not be disposed.
    /// </summary>
    public ImageSet Validation(string device) => On(device).Validation;

    /// <summary>
    /// Returns the test images, which are evaluated once, at the end. They are shared and must not be disposed.
    /// </summary>
    public ImageSet Test(string device) => On(device).Test;

    private Parts On(string device) => _onDevice.GetOrAdd(device, name =>
    {
        var (all, _, test) = _onDevice["cpu"];
        return Parts.Split(all.On(torch.device(name)), test.On(torch.device(name)));
    });

    private sealed record Parts(ImageSet All, ImageSet Validation, ImageSet Test)
    {
        public static Parts Split(ImageSet all, ImageSet test)
        {
            var validation = Math.Max(1, all.Count / 6);
            return new(all, all.Slice(all.Count - validation, validation), test);
        }
    }
}
