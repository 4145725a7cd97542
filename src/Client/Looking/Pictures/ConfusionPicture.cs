using System.Collections.Immutable;
using System.Globalization;
using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Training.Trained;
using SkiaSharp;

namespace Experiments.Client.Looking.Pictures;

/// <summary>Draws a network's confusion matrix, and the share of each class that it gets right.</summary>
internal static class ConfusionPicture
{
    private const float Cell = 48, Names = 92, Right = 96, Top = 24;

    /// <summary>Returns the picture as a PNG.</summary>
    /// <param name="subject">The trial's name, for the title.</param>
    /// <param name="model">The description of its model.</param>
    /// <param name="confusion">The confusion matrix.</param>
    /// <param name="names">The names of the classes.</param>
    public static byte[] Draw(string subject, string model, ConfusionMatrix confusion, ImmutableArray<string> names)
    {
        var side = Cell * confusion.Classes;
        var title = $"{subject} gets {Percent.Format(confusion.Accuracy)} of the test set right";
        var (sheet, box) = Picture.Begin(
            title, $"Blue: right. Red: taken for another class. ({model})", Names + side + Right, Top + side + 70);
        using (sheet)
        {
            var cells = SKRect.Create(box.Left + Names, box.Top + Top, side, side);
            DrawCells(sheet, cells, confusion);
            DrawNames(sheet, box, cells, confusion, names);
            return sheet.ToPng();
        }
    }

    private static void DrawCells(Sheet sheet, SKRect cells, ConfusionMatrix confusion)
    {
        var worst = Math.Max(1, confusion.Confusions().Select(pair => pair.Count).FirstOrDefault());
        for (var label = 0; label < confusion.Classes; label++)
            for (var taken = 0; taken < confusion.Classes; taken++)
            {
                var count = confusion[label, taken];
                var share = label == taken ? confusion.AccuracyOf(label) : (double)count / worst;
                var colour = (label == taken ? ColourMap.Blues : ColourMap.Reds).At(double.IsNaN(share) ? 0 : share);
                var cell = SKRect.Create(cells.Left + taken * Cell, cells.Top + label * Cell, Cell, Cell);
                sheet.Fill(cell, colour);
                sheet.Frame(cell, SKColors.White);
                // Zeros outside the diagonal are left out, since they would hide the other numbers.
                if (count == 0 && label != taken) continue;
                var ink = Oklab.FromColour(colour).L < 0.68 ? SKColors.White : Ink.Dark;
                sheet.Write(
                    count.ToString(CultureInfo.InvariantCulture), cell.MidX, cell.MidY + 4.5f,
                    Lettering.Label with { Colour = ink }, SKTextAlign.Center, Cell - 4);
            }
    }

    private static void DrawNames(
        Sheet sheet, SKRect box, SKRect cells, ConfusionMatrix confusion, ImmutableArray<string> names)
    {
        for (var label = 0; label < confusion.Classes; label++)
        {
            var middle = cells.Top + (label + 0.5f) * Cell + 4.5f;
            sheet.Write(names[label], cells.Left - 10, middle, Lettering.Label, SKTextAlign.Right, Names - 36);
            sheet.Write(Percent.Format(confusion.AccuracyOf(label)), cells.Right + 14, middle, Lettering.Label);
            sheet.Write(
                names[label], cells.Left + (label + 0.5f) * Cell, cells.Bottom + 20, Lettering.Label with { Size = 12 },
                SKTextAlign.Center, Cell - 3);
        }

        sheet.WriteUpwards("is", box.Left + 14, cells.MidY, Lettering.Heading, cells.Height);
        sheet.Write("is taken for", cells.MidX, cells.Bottom + 46, Lettering.Heading, SKTextAlign.Center);
        sheet.Write("right", cells.Right + 14, cells.Top - 12, Lettering.Heading);
    }
}
