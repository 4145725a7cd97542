using System.CommandLine;
using System.Globalization;
using Experiments.Client.Drawing;
using Experiments.Client.Drawing.Terminal;
using Experiments.Client.Looking.Pictures;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Training.Datasets;

namespace Experiments.Client.Looking;

/// <summary><c>dataset preview NAME</c>: shows images of a dataset with their labels.</summary>
internal static class DatasetCommand
{
    private const int ShownInTerminal = 20;
    private const int ShownInPicture = 50;
    private const int MostShown = 1_000;

    public static Command Create(Shell shell) => new("dataset", "Look at the datasets that workloads train on")
    {
        CreatePreview(shell),
    };

    private static Command CreatePreview(Shell shell)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "mnist, fashion-mnist, kmnist or digits",
            HelpName = "NAME",
        };
        name.CompletionSources.Add("mnist", "fashion-mnist", "kmnist", "digits");
        var picture = PictureFile.CreateOption("--out", "Write the images with their labels as a PNG instead");
        var count = SharedOptions.CreateWhole(
            "--count", $"How many images; default: {ShownInTerminal}, in a PNG {ShownInPicture}", 0, 1, MostShown);
        count.DefaultValueFactory = null;
        var command = new Command("preview", "Show images of a dataset with their labels, some of each class")
        {
            name, picture, count,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var dataset = await DatasetOpening.LoadAsync(shell, parsed.GetRequiredValue(name), cancel);
            using var all = dataset.Train(null, "cpu");
            var file = parsed.GetValue(picture);
            var wanted = parsed.GetValue(count) is > 0 and var given ? given : file is null
                ? ShownInTerminal
                : ShownInPicture;
            var examples = Examples.OfEachClass(dataset, all, wanted);
            shell.Out.WriteLine(Summary(dataset, all.Count));
            if (file is null) shell.Console.Write(TilesOf(dataset, examples));
            else await PictureFile.WriteAsync(
                shell, file, PreviewPicture.Draw(dataset.Name, Summary(dataset, all.Count), examples), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Summary(ImageDataset dataset, long train) => string.Create(
        CultureInfo.InvariantCulture,
        $"{dataset.Name}: {train:N0} images to train on, {dataset.Validation("cpu").Count:N0} to validate, "
        + $"{dataset.Test("cpu").Count:N0} to test; {dataset.Classes} classes, "
        + $"{RawImages.Side}×{RawImages.Side} pixels");

    private static TileText TilesOf(ImageDataset dataset, IReadOnlyList<Example> examples)
    {
        var names = ClassNames.Get(dataset.Name);
        var tiles = examples.Select(example => new StrokeText(Rasters.FromExample(example))).ToList();
        return new TileText(
            [.. tiles.Zip(
                examples,
                (tile, example) =>
                    ((IReadOnlyList<IEnumerable<Spectre.Console.Rendering.Segment>>)[.. tile.Lines()],
                        (string?)names[example.Label]))],
            tiles[0].Columns, dataset.Classes);
    }
}
