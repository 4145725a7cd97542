using System.Text;
using Experiments.Client.Artifacts;
using Experiments.Client.Charts;
using Experiments.Client.Connecting;
using Experiments.Client.Looking;
using Experiments.Client.Looking.Pictures;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Queries;
using Experiments.SweepFiles.Writing;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Client.Sharing;

/// <summary>
/// Writes a trial as a folder to share: its model or the files that its program left, its sweep file, its curves and
/// pictures, and a model card.
/// </summary>
internal static class TrialExport
{
    /// <summary>The folder in it for the files that the trial's program left.</summary>
    public const string ArtifactFolder = "artifacts";

    /// <summary>Writes the folder and reports its path.</summary>
    /// <exception cref="UserErrorException">
    /// The folder is neither new nor empty, or something cannot be read or written; then nothing is written.
    /// </exception>
    public static async Task WriteAsync(
        Shell shell, SweepDatabase database, SweepDetail sweep, TrialSummary trial, string folder,
        CancellationToken cancel)
    {
        var artifacts = await database.Artifacts.ListAsync(new TrialId(sweep.Summary.Key, trial.Number), cancel);
        using var own = await OwnModel.OpenIfThereAsync(shell, database, sweep, trial, cancel);
        var target = await ExportFolder.WriteAsync(folder, async partial =>
        {
            var trained = NetworkWorkloads.WhyNone(sweep.Spec.Workload) is null
                ? await TrainedTrial.OpenAsync(database, sweep, trial, cancel)
                : null;
            using (trained)
            {
                var shared = await CollectAsync(shell, database, sweep, trial, trained, cancel);
                await WriteAsync(shared with { Own = own, Artifacts = artifacts }, partial, cancel);
            }

            if (artifacts.Count > 0)
                await new ArtifactDownload(database.Artifacts.CopyAsync, Path.Combine(partial, ArtifactFolder))
                    .WriteAsync(artifacts, overwrite: false, cancel);
        });
        shell.Out.WriteLine(
            $"trial {trial.Number} of sweep '{sweep.Summary.Name}' is in {target}: start with README.md there");
        if (artifacts.Count > 0)
            shell.Out.WriteLine(
                $"what its program left, {ArtifactsCommand.Describe(artifacts)}, is in {ArtifactFolder} there");
        else if (own is null && NetworkWorkloads.WhyNone(sweep.Spec.Workload) is { } why)
            shell.Out.WriteLine($"there is no model in it: {why}");
    }

    private static async Task<SharedTrial> CollectAsync(
        Shell shell, SweepDatabase database, SweepDetail sweep, TrialSummary trial, TrainedTrial? trained,
        CancellationToken cancel)
    {
        var takesSeed = await OneTrialSweep.TakesSeedAsync(sweep.Spec.Workload, cancel);
        var alone = OneTrialSweep.Create(sweep, trial, $"{sweep.Summary.Name}-trial-{trial.Number}", takesSeed);
        var points = await database.Sweeps.ListCurvesAsync(sweep.Summary.Key, trial.Number, null, cancel);
        var curves = TrialCurvesPicture.Draw($"trial {trial.Number} of {sweep.Summary.Name}", sweep, trial, points);
        if (trained is null) return new(sweep, trial, alone, points, curves, null) { Repeats = takesSeed };
        var dataset = await DatasetOpening.LoadAsync(shell, trained.Network.Model.Dataset, cancel);
        var confusion = trained.Network.Confusion(dataset.Test("cpu"));
        return new(sweep, trial, alone, points, curves, new(trained, dataset, confusion)) { Repeats = takesSeed };
    }

    private static async Task WriteAsync(SharedTrial shared, string folder, CancellationToken cancel)
    {
        await TextAsync("sweep.yaml", SweepFileText.Write(
            shared.Alone,
            [shared.Alone.Description + ":", "experiments run sweep.yaml",
                .. ModelCard.VariablesToSet(shared.Alone.Workload)],
            shared: true));
        await TextAsync("curves.csv", CsvText.Write(CurveColumns.All, shared.Points));
        if (shared.Curves is { } curves) await PictureAsync("curves.png", curves);
        var card = new List<string>(ModelCard.Head(shared));
        if (shared.Model is { } model)
        {
            var (network, name, description) = (model.Trained.Network, model.Trained.Name, model.Trained.Description);
            using var module = TorchModel.FromNetwork(network);
            module.SaveSafetensors(Path.Combine(folder, "model.safetensors"));
            module.SaveTorchSharp(Path.Combine(folder, "model.dat"));
            await PictureAsync(
                "confusion.png",
                ConfusionPicture.Draw(name, description, model.Confusion, ClassNames.Get(model.Dataset.Name)));
            await PictureAsync("filters.png", FiltersPicture.Draw(name, description, WeightImages.Extract(network)));
            await PictureAsync(
                "activation.png",
                ActivationsPicture.Draw(name, description, ActivationCurve.Tabulate(network.Model.Shape.Activation)));
            card.AddRange(ModelCard.OfModel(model, module));
        }

        if (shared.Own is { } own)
        {
            own.Module.SaveSafetensors(Path.Combine(folder, "model.safetensors"));
            own.Module.SaveTorchSharp(Path.Combine(folder, "model.dat"));
            card.AddRange(OwnModelCard.OfModel(own));
        }

        card.AddRange(ModelCard.Tail(shared));
        await TextAsync("README.md", SafeText.Escape(string.Join('\n', card) + "\n"));

        Task TextAsync(string file, string text) =>
            File.WriteAllTextAsync(Path.Combine(folder, file), text, new UTF8Encoding(false), cancel);
        Task PictureAsync(string file, byte[] png) => File.WriteAllBytesAsync(Path.Combine(folder, file), png, cancel);
    }
}
