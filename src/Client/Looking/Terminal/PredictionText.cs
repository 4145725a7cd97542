using Experiments.Client.Drawing.Colours;
using Experiments.Client.Drawing.Panels;
using Experiments.Client.Drawing.Terminal;
using Experiments.Client.Shells;
using Spectre.Console;

namespace Experiments.Client.Looking.Terminal;

/// <summary>Draws a prediction in the terminal: the image, and next to it a bar for each class.</summary>
internal static class PredictionText
{
    private const int MostBar = 30;

    // Two spaces between the columns, and '>99.9%'.
    private const int Beside = 10;

    public static void Write(Shell shell, Prediction prediction)
    {
        shell.Out.WriteLine($"{prediction.Trial}: {prediction.Model}");
        var names = prediction.Names.Max(name => name.Length);
        var room = Math.Clamp(shell.Console.Profile.Width - prediction.Image.Width - names - Beside - 1, 5, MostBar);
        var bars = new Rows(
            prediction.Names.Select(
                (name, i) => Bar(name.PadLeft(names), prediction.Probabilities[i], ColourOf(prediction, i), room)));
        var grid = new Grid().AddColumn(new GridColumn().Padding(0, 0, 2, 0).NoWrap())
            .AddColumn(new GridColumn().Padding(0, 0).NoWrap());
        grid.AddRow(new ImageText(prediction.Image, ColourScale.Brightness), new Padder(bars, new Padding(0, 2, 0, 0)));
        shell.Console.Write(grid);
        shell.Out.WriteLine(prediction.Verdict);
    }

    private static Paragraph Bar(string name, double share, Color colour, int room)
    {
        // Drawn in eighths of a character, so that small shares are visible.
        var eighths = (int)Math.Round(share * room * 8);
        var bar = new string('█', eighths / 8) + (eighths % 8 > 0 ? " ▏▎▍▌▋▊▉"[eighths % 8].ToString() : "");
        return new Paragraph().Append($"{name} ").Append(bar, new Style(colour))
            .Append($" {Percent.Format(share)}", new Style(Color.Grey));
    }

    private static Color ColourOf(Prediction prediction, int label) =>
        label == prediction.Label || (label == prediction.Best && prediction.Label is null) ? Color.Green
        : label == prediction.Best ? Color.Red : Color.Grey;
}
