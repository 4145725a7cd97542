using System.Collections.Immutable;
using System.Globalization;
using Experiments.Client.Drawing.Panels;
using Experiments.Client.Shells;
using Experiments.Training.Trained;
using Spectre.Console;

namespace Experiments.Client.Looking.Terminal;

/// <summary>Writes a confusion matrix to the terminal, with the share of each class that is right.</summary>
internal static class ConfusionText
{
    private const int MostNamed = 3;

    public static void Write(Shell shell, TrainedTrial trained, ConfusionMatrix confusion, ImmutableArray<string> names)
    {
        shell.Out.WriteLine($"{trained.Name}: {trained.Description}");
        shell.Out.WriteLine(
            $"{Percent.Format(confusion.Accuracy)} of the test set is right; what is in a row is taken for what is "
            + "in a column:");
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("").PadLeft(0).PadRight(1).NoWrap());
        foreach (var name in names)
            table.AddColumn(
                new TableColumn(
                    new Text(name[..Math.Min(4, name.Length)], new Style(decoration: Decoration.Bold))).PadLeft(0)
                        .PadRight(1).NoWrap().RightAligned());
        table.AddColumn(
            new TableColumn(new Text("right", new Style(decoration: Decoration.Bold))).PadLeft(0).PadRight(0).NoWrap()
                .RightAligned());
        for (var label = 0; label < confusion.Classes; label++)
        {
            var counts = Enumerable.Range(0, confusion.Classes).Select(taken => CellOf(confusion, label, taken));
            table.AddRow(
                [new Text(names[label], new Style(decoration: Decoration.Bold)), .. counts,
                    new Text(Percent.Format(confusion.AccuracyOf(label)))]);
        }

        shell.Console.Write(table);
        var worst = confusion.Confusions().Take(MostNamed)
            .Select(pair => $"'{names[pair.Shown]}' for '{names[pair.Taken]}' ({pair.Count})").ToList();
        if (worst.Count > 0) shell.Out.WriteLine($"most often it takes {string.Join(", ", worst)}");
    }

    private static Text CellOf(ConfusionMatrix confusion, int label, int taken)
    {
        var count = confusion[label, taken];
        var text = count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);
        return new Text(text, new Style(label == taken ? Color.Green : count == 0 ? Color.Grey : Color.Red));
    }
}
