using System.ComponentModel;

namespace Experiments.Web.Datasets;

/// <summary>Consecutive test images of a dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Side">The number of rows and columns of each image.</param>
/// <param name="Total">The number of test images that the dataset has.</param>
/// <param name="Classes">The names of its classes, by label.</param>
/// <param name="Images">The images.</param>
internal sealed record ImagesAnswer(
    string Dataset, int Side, int Total, IReadOnlyList<string> Classes, IReadOnlyList<ImageAnswer> Images);

/// <summary>A test image.</summary>
/// <param name="Index">Its number in the test set, from 0.</param>
/// <param name="Label">Its class.</param>
/// <param name="Pixels">The brightness of its pixels.</param>
internal sealed record ImageAnswer(
    int Index, int Label,
    [property: Description("The brightness of each pixel, row by row, a byte each from 0 for the background, base64.")]
    byte[] Pixels);
