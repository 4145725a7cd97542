using System.Globalization;
using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking.Pictures;

/// <summary>Draws the activation function of a network and its derivative.</summary>
internal static class ActivationsPicture
{
    private const float Width = 760, Height = 380;

    /// <summary>Returns the picture as a PNG.</summary>
    /// <param name="subject">The trial's name, for the title.</param>
    /// <param name="model">The description of its model.</param>
    /// <param name="curve">The function.</param>
    public static byte[] Draw(string subject, string model, ActivationCurve curve)
    {
        var (sheet, box) = Picture.Begin(
            $"{curve.Name}, the activation function of {subject}", $"{SayWhat(curve)} ({model})", Width, Height);
        using (sheet)
        {
            new LinePanel(
                curve.Name, "what goes in, x", "what comes out",
                [
                    new($"{curve.Name}(x)", [.. curve.Points.Select(point => (point.X, point.Value))], Ink.Blue),
                    new("its derivative", [.. curve.Points.Select(point => (point.X, point.Slope))], Ink.Orange,
                        Dashed: true),
                ],
                Steps: false).Draw(sheet, box);
            return sheet.ToPng();
        }
    }

    /// <summary>Describes the derivative, which training depends on, in a sentence without a full stop.</summary>
    public static string SayWhat(ActivationCurve curve) => string.Create(
        CultureInfo.InvariantCulture,
        $"the derivative is at most {curve.Steepest.Slope:0.###}, first at x = {curve.Steepest.X:0.##;-0.##;0}");
}
