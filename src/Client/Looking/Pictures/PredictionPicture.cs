using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using SkiaSharp;

namespace Experiments.Client.Looking.Pictures;

/// <summary>Draws a prediction: the image, and next to it a bar for each class.</summary>
internal static class PredictionPicture
{
    private const float Width = 760, Side = 330, Gap = 36;

    /// <summary>Returns the picture as a PNG.</summary>
    public static byte[] Draw(Prediction prediction)
    {
        var (sheet, box) = Picture.Begin(prediction.Verdict, $"{prediction.Trial}: {prediction.Model}", Width, Side);
        using (sheet)
        {
            var image = new SKRect(box.Left, box.Top, box.Left + Side, box.Top + Side);
            sheet.Pixels(image, prediction.Image, ColourScale.Brightness);
            var bars = prediction.Names.Select(
                (name, i) => (name, prediction.Probabilities[i], ColourOf(prediction, i)));
            new BarPanel("Probability of each class", [.. bars]).Draw(sheet, box with { Left = image.Right + Gap });
            return sheet.ToPng();
        }
    }

    // The true class is blue; a wrong prediction is orange. If the true class is unknown, the prediction is blue.
    private static SKColor ColourOf(Prediction prediction, int label) =>
        label == (prediction.Label ?? prediction.Best) ? Ink.Blue
        : label == prediction.Best ? Ink.Orange : SKColor.Parse("#9aa5b1");
}
