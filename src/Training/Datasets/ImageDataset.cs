using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Datasets;

/// <summary>
/// A dataset in memory, shared by all trials of the process. The last sixth of its training images is for validation,
/// always the same sixth, so that objectives of trials with different <c>train_examples</c> can be compared; trials train
/// on the first of the rest. The test images are for the end.
/// </summary>
public sealed class ImageDataset
{
    private readonly ConcurrentDictionary<string, Parts> _onDevice = new();

    private ImageDataset(string name, string sha256, PixelScale scale, ImageSet train, ImageSet test)
    {
        (Name, Sha256, Scale) = (name, sha256, scale);
        _onDevice["cpu"] = Parts.Split(train, test);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>
    /// SHA-256 of its content, lower-case hexadecimal: of all pixels and labels, whatever files held them.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>How its pixels became numbers.</summary>
    public PixelScale Scale { get; }

    /// <summary>Classes that its labels name: 10.</summary>
    public int Classes => 10;

    /// <summary>
    /// Brings raw images to floats whose mean over the training images is 0 and standard deviation 1.
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

    /// <summary>Images to train on, as a view for the caller to dispose.</summary>
    /// <param name="examples">The first so many; null, or more than there are: all.</param>
    /// <param name="device">Where: <c>cpu</c>, <c>cuda:0</c>, …</param>
    public ImageSet Train(long? examples, string device)
    {
        var (all, validation, _) = On(device);
        var most = all.Count - validation.Count;
        return all.Slice(0, Math.Min(examples ?? most, most));
    }

    /// <summary>Images that objectives are measured on; shared.</summary>
    public ImageSet Validation(string device) => On(device).Validation;

    /// <summary>Images that are looked at once, at the end; shared.</summary>
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
