using System.Globalization;
using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking.Pictures;

/// <summary>The activation function of a network and its derivative.</summary>
internal static class ActivationsPicture
{
    private const float Width = 760, Height = 380;

    /// <summary>As a PNG.</summary>
    /// <param name="subject">The trial, as people call it.</param>
    /// <param name="model">What it is.</param>
    /// <param name="curve">The function.</param>
    public static byte[] Draw(string subject, string model, ActivationCurve curve)
    {
        var (sheet, box) = Picture.Begin($"{curve.Name}, the activation function of {subject}", $"{SayWhat(curve)} ({model})", Width, Height);
        using (sheet)
        {
            new LinePanel(
                curve.Name, "what goes in, x", "what comes out",
                [
                    new($"{curve.Name}(x)", [.. curve.Points.Select(point => (point.X, point.Value))], Ink.Blue),
                    new("its derivative", [.. curve.Points.Select(point => (point.X, point.Slope))], Ink.Orange, Dashed: true),
                ],
                Steps: false).Draw(sheet, box);
            return sheet.ToPng();
        }
    }

    /// <summary>What the derivative means for training, in a sentence without its end.</summary>
    public static string SayWhat(ActivationCurve curve) => string.Create(
        CultureInfo.InvariantCulture, $"the derivative is at most {curve.Steepest.Slope:0.###}, first at x = {curve.Steepest.X:0.##;-0.##;0}");
}
