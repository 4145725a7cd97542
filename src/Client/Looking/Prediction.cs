using System.Collections.Immutable;
using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Panels;

namespace Experiments.Client.Looking;

/// <summary>A network's prediction for an image.</summary>
/// <param name="Trial">The name of the trial that trained the network.</param>
/// <param name="Model">The description of the network.</param>
/// <param name="Source">The image's name, such as its file.</param>
/// <param name="Image">The image as the network sees it.</param>
/// <param name="Names">The names of the classes.</param>
/// <param name="Probabilities">The network's probability for each class.</param>
/// <param name="Label">The image's true class, or null if unknown.</param>
internal sealed record Prediction(
    string Trial, string Model, string Source, Raster Image, ImmutableArray<string> Names,
    ImmutableArray<double> Probabilities, int? Label)
{
    /// <summary>The most probable class; of several, the first.</summary>
    public int Best => Probabilities.IndexOf(Probabilities.Max());

    /// <summary>The prediction in a sentence.</summary>
    public string Verdict
    {
        get
        {
            var said = $"{Source} is taken for '{Names[Best]}' ({Percent.Format(Probabilities[Best])})";
            return Label switch
            {
                null => said,
                { } label when label == Best => $"{said}, which it is",
                { } label => $"{said}, but it is '{Names[label]}'",
            };
        }
    }
}
