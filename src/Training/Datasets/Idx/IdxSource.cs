using System.Collections.Immutable;

namespace Experiments.Training.Datasets.Idx;

/// <summary>A published dataset of four IDX files.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Mirrors">
/// The URLs of folders that hold the files with <c>.gz</c> added, in the order in which they are tried.
/// </param>
/// <param name="TrainImages">The pixels of the training set.</param>
/// <param name="TrainLabels">The labels of the training set.</param>
/// <param name="TestImages">The pixels of the test set.</param>
/// <param name="TestLabels">The labels of the test set.</param>
public sealed record IdxSource(
    string Name, ImmutableArray<Uri> Mirrors, IdxPart TrainImages, IdxPart TrainLabels, IdxPart TestImages,
    IdxPart TestLabels)
{
    private static readonly ImmutableArray<IdxSource> Known =
    [
        // Y. LeCun, C. Cortes, C. J. C. Burges.
        Create("mnist",
            ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"],
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        // H. Xiao, K. Rasul, R. Vollgraf.
        Create("fashion-mnist",
            ["https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
             "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"]),
        // T. Clanuwat and others.
        Create("kmnist", ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"]),
    ];

    /// <summary>Returns the dataset of the given name, or null if there is none.</summary>
    public static IdxSource? Find(string name) => Known.FirstOrDefault(source => source.Name == name);

    /// <summary>Creates a dataset with MNIST's size and file names.</summary>
    private static IdxSource Create(string name, string[] mirrors, params string[] sha256) => new(
        name,
        [.. mirrors.Select(mirror => new Uri(mirror))],
        new("train-images-idx3-ubyte", 60_000, HoldsLabels: false, sha256.ElementAtOrDefault(0)),
        new("train-labels-idx1-ubyte", 60_000, HoldsLabels: true, sha256.ElementAtOrDefault(1)),
        new("t10k-images-idx3-ubyte", 10_000, HoldsLabels: false, sha256.ElementAtOrDefault(2)),
        new("t10k-labels-idx1-ubyte", 10_000, HoldsLabels: true, sha256.ElementAtOrDefault(3)));
}
