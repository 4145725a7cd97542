using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Drawing;
using Experiments.Client.Looking.Images;
using Experiments.Client.Looking.Pictures;
using Experiments.Client.Looking.Terminal;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking;

/// <summary><c>predict SWEEP[/TRIAL]</c>: shows what a trained network predicts for an image.</summary>
internal static class PredictCommand
{
    public static Command Create(Shell shell)
    {
        var reference = SharedOptions.CreateTrial();
        var image = new Option<string>("--image") { Description = "A PNG or JPEG of your own", HelpName = "FILE" };
        var index = SharedOptions.CreateWhole(
            "--index",
            "Number, from 0, of an image in the dataset's test set, or of a validation example of a model of your own",
            -1, 0, int.MaxValue);
        index.DefaultValueFactory = null;
        var values = new Option<string>("--values")
        {
            Description = "An input of a model of your own: numbers, separated by commas",
            HelpName = "NUMBERS",
        };
        var picture = PictureFile.CreateOption("--out", "Also write the prediction as a PNG");
        var command = new Command("predict", "Show an image and what a trained network predicts for it")
        {
            reference, image, index, values, picture,
        };
        command.Validators.Add(result =>
        {
            if (new Option[] { image, index, values }.Count(option => result.GetResult(option) is not null) != 1)
                result.AddError("predict takes exactly one of --image FILE, --index N and --values NUMBERS");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var (sweep, trial) = await TrialLookup.FindAsync(
                new DatabaseSweeps(database), parsed.GetRequiredValue(reference), cancel);
            if (await OwnModel.OpenAsync(database, sweep, trial, cancel) is { } own)
            {
                using (own)
                {
                    if (parsed.GetValue(image) is not null || parsed.GetValue(picture) is not null)
                    {
                        throw new UserErrorException(
                            $"{own.Name} is a model of your own, so --image and --out do not apply: use --index N or "
                            + "--values NUMBERS");
                    }

                    ModulePredictionText.Write(shell, own, parsed.GetValue(values) is { } numbers
                        ? own.Module.Predict(numbers)
                        : own.Module.PredictValidation(parsed.GetValue(index)));
                    return ExitCodes.Done;
                }
            }

            if (parsed.GetValue(values) is not null)
                throw new UserErrorException("--values is for models of your own: use --image FILE or --index N");
            using var trained = await TrainedTrial.OpenAsync(database, sweep, trial, cancel);
            var prediction = parsed.GetValue(image) is { } file
                ? OfFile(shell, trained, file)
                : await OfTestSetAsync(shell, trained, parsed.GetValue(index), cancel);
            PredictionText.Write(shell, prediction);
            if (parsed.GetValue(picture) is { } target)
                await PictureFile.WriteAsync(shell, target, PredictionPicture.Draw(prediction), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Prediction OfFile(Shell shell, TrainedTrial trained, string file)
    {
        var dataset = trained.Network.Model.Dataset;
        var (image, inverted) = Framing.Frame(ImageFile.Read(file), dataset);
        if (inverted)
            shell.Out.WriteLine($"the image is dark on light; it was inverted, since {dataset} is light on dark");
        return Predict(trained, Path.GetFileName(file), image, null);
    }

    private static async Task<Prediction> OfTestSetAsync(
        Shell shell, TrainedTrial trained, int index, CancellationToken cancel)
    {
        var dataset = await DatasetOpening.LoadAsync(shell, trained.Network.Model.Dataset, cancel);
        var example = Examples.At(dataset, dataset.Test("cpu"), index);
        return Predict(trained, $"test image {index}", Rasters.FromExample(example), example.Label);
    }

    private static Prediction Predict(TrainedTrial trained, string source, Raster image, int? label) => new(
        trained.Name, trained.Description, source, image, ClassNames.Get(trained.Network.Model.Dataset),
        trained.Network.Classify(image.Values), label);
}
