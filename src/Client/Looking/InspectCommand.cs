using System.CommandLine;
using Experiments.Client.Connecting;
using Experiments.Client.Drawing;
using Experiments.Client.Looking.Pictures;
using Experiments.Client.Looking.Terminal;
using Experiments.Client.Options;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Client.Looking;

/// <summary>
/// <c>inspect SWEEP[/TRIAL]</c>: shows what a trained network confuses, what its first layer looks for, and its
/// activation function.
/// </summary>
internal static class InspectCommand
{
    public static Command Create(Shell shell)
    {
        var reference = SharedOptions.CreateTrial();
        var filters = PictureFile.CreateOption(
            "--filters", "Write the first layer's filters, or its weights as images, as a PNG");
        var confusion = PictureFile.CreateOption("--confusion", "Write the confusion matrix of the test set as a PNG");
        var activations = PictureFile.CreateOption(
            "--activations", "Write the activation function and its derivative as a PNG");
        var command = new Command(
            "inspect",
            "Look into a trained network: what it confuses, what its first layer looks for, its activation function")
        {
            reference, filters, confusion, activations,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await SweepDatabase.OpenAsync(shell, cancel);
            var (sweep, trial) = await TrialLookup.FindAsync(
                new DatabaseSweeps(database), parsed.GetRequiredValue(reference), cancel);
            using var trained = await TrainedTrial.OpenAsync(database, sweep, trial, cancel);
            var wanted = new[] { parsed.GetValue(confusion), parsed.GetValue(filters), parsed.GetValue(activations) };
            var all = wanted.All(file => file is null);
            if (all || wanted[0] is not null)
            {
                var matrix = await ConfusionOfAsync(shell, trained, cancel);
                var names = ClassNames.Get(trained.Network.Model.Dataset);
                if (all) ConfusionText.Write(shell, trained, matrix, names);
                else await PictureFile.WriteAsync(
                    shell, wanted[0]!, ConfusionPicture.Draw(trained.Name, trained.Description, matrix, names), cancel);
            }

            if (all) FiltersText.Write(shell, WeightImages.Extract(trained.Network));
            else if (wanted[1] is { } file)
                await PictureFile.WriteAsync(
                    shell, file,
                    FiltersPicture.Draw(
                        trained.Name, trained.Description, WeightImages.Extract(trained.Network)), cancel);
            var activation = ActivationCurve.Tabulate(trained.Network.Model.Shape.Activation);
            if (all) ActivationText.Write(shell, activation);
            else if (wanted[2] is { } target)
                await PictureFile.WriteAsync(
                    shell, target, ActivationsPicture.Draw(trained.Name, trained.Description, activation), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Computes the confusion matrix of a trial's network on its dataset's test set.</summary>
    public static async Task<ConfusionMatrix> ConfusionOfAsync(
        Shell shell, TrainedTrial trained, CancellationToken cancel)
    {
        var dataset = await DatasetOpening.LoadAsync(shell, trained.Network.Model.Dataset, cancel);
        return trained.Network.Confusion(dataset.Test("cpu"));
    }
}
