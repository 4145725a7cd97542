using System.Collections.Immutable;
using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Panels;

namespace Experiments.Client.Looking;

/// <summary>What a network takes an image for.</summary>
/// <param name="Trial">The trial that trained it, as people call it.</param>
/// <param name="Model">What it is.</param>
/// <param name="Source">Where the image is from.</param>
/// <param name="Image">As the network saw it.</param>
/// <param name="Names">The classes.</param>
/// <param name="Probabilities">How likely each is, to the network.</param>
/// <param name="Label">What it is of, where that is known.</param>
internal sealed record Prediction(
    string Trial, string Model, string Source, Raster Image, ImmutableArray<string> Names, ImmutableArray<double> Probabilities, int? Label)
{
    /// <summary>The likeliest class, the first where several are.</summary>
    public int Best => Probabilities.IndexOf(Probabilities.Max());

    /// <summary>The answer in a sentence.</summary>
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
