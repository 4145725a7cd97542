using System.Globalization;
using Experiments.Client.Artifacts;
using Experiments.Client.Drawing.Panels;
using Experiments.Client.Output;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Terminals;
using Experiments.Training.Datasets;
using Experiments.Training.Trained;

namespace Experiments.Client.Sharing;

/// <summary>
/// The README of a shared trial, in the style of model cards (M. Mitchell et al., "Model Cards for Model Reporting",
/// 2019): what it is, what it was trained on, how it performs, how to use it and how to reproduce it.
/// </summary>
internal static class ModelCard
{
    /// <summary>Returns the description of the trial, its parameters and its results.</summary>
    public static IEnumerable<string> Head(SharedTrial shared)
    {
        var (sweep, trial) = (shared.Sweep, shared.Trial);
        yield return $"# {sweep.Summary.Name}, trial {trial.Number}";
        yield return "";
        if (sweep.Spec.Description is { } description)
        {
            yield return description;
            yield return "";
        }

        yield return $"Of the {sweep.Summary.Trials.Completed} completed trials of sweep `{sweep.Summary.Id}`, this "
            + $"one has the best `{sweep.Summary.Metric}`: {ShortText.Format(trial.Objective)}.";
        yield return "";
        yield return "## Parameters";
        yield return "";
        yield return "| parameter | value |";
        yield return "|---|---|";
        foreach (var (name, value) in trial.Assignment)
            yield return $"| `{Cell(name)}` | {Cell(FullText.Format(value))} |";
        yield return "";
        yield return "## Results";
        yield return "";
        yield return "| metric | last value |";
        yield return "|---|---|";
        foreach (var (name, value) in trial.Metrics.Where(metric => !metric.Key.Contains('/'))
            .OrderBy(metric => metric.Key, StringComparer.Ordinal))
            yield return $"| `{Cell(name)}` | {ShortText.Format(value)} |";
        yield return "";
        if (shared.Curves is null) yield break;
        yield return "![Curves](curves.png)";
        yield return "";
    }

    /// <summary>Returns what the model was trained on, how it performs on each class, and how to load it.</summary>
    public static IEnumerable<string> OfModel(SharedModel shared, TorchModel module)
    {
        var (model, dataset, confusion) = (shared.Trained.Network.Model, shared.Dataset, shared.Confusion);
        var names = ClassNames.Get(dataset.Name);
        using var all = dataset.Train(null, "cpu");
        yield return "## Data";
        yield return "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"`{dataset.Name}`: {RawImages.Side}×{RawImages.Side} grey pixels, {dataset.Classes} classes. Up to "
            + $"{all.Count:N0} images to train on, {dataset.Validation("cpu").Count:N0} to validate, "
            + $"{dataset.Test("cpu").Count:N0} to test; the test set was not used to choose anything.");
        yield return $"SHA-256 of its content: `{dataset.Sha256}`.";
        yield return "";
        yield return $"On the test set {Percent.Format(confusion.Accuracy)} are right, by class:";
        yield return "";
        yield return "| class | right |";
        yield return "|---|---|";
        for (var label = 0; label < confusion.Classes; label++)
            yield return $"| {names[label]} | {Percent.Format(confusion.AccuracyOf(label))} |";
        yield return "";
        yield return "![Confusion matrix](confusion.png)";
        yield return "";
        yield return "![First layer](filters.png)";
        yield return "";
        yield return "![Activation function](activation.png)";
        yield return "";
        yield return "## Load it in PyTorch";
        yield return "";
        yield return "With `pip install torch safetensors`:";
        yield return "";
        foreach (var line in Python(model.Scale, module)) yield return line;
        yield return "";
        yield return "## Load it in TorchSharp";
        yield return "";
        foreach (var line in CSharp(model.Scale, module)) yield return line;
        yield return "";
        yield return "`model.safetensors` works as well, with `load_safetensors` of the package TorchSharp.PyBridge.";
        yield return "";
    }

    /// <summary>Returns how to reproduce the trial, and the contents of the folder.</summary>
    public static IEnumerable<string> Tail(SharedTrial shared)
    {
        yield return "## Make it again";
        yield return "";
        yield return "```console";
        yield return "$ experiments run sweep.yaml";
        yield return "```";
        yield return "";
        foreach (var line in VariablesToSet(shared.Alone.Workload))
        {
            yield return line;
            yield return "";
        }

        if (shared.Sweep.Provenance is { } made)
        {
            var torch = made.TorchVersion is { } version ? $", libtorch {version}" : "";
            var device = shared.Alone.Resources.Gpu > 0 ? "a GPU" : "the CPU";
            yield return $"Made with experiments {made.ExperimentsVersion}{torch}, {made.Threads} thread(s) per "
                + $"trial, on {device}.";
        }

        yield return shared.Repeats
            ? "On the CPU, with these versions and the same kind of processor, it gives the same numbers to "
            + "the last bit."
            : "Whether it gives the same numbers is up to the workload.";
        yield return "";
        yield return "## Files";
        yield return "";
        yield return "- `sweep.yaml`: all parameters and the seed, as a sweep of this one trial";
        yield return "- `curves.csv`: every value that it reported";
        if (shared.Artifacts.Count > 0)
            yield return $"- `{TrialExport.ArtifactFolder}/`: what its program left, "
                + ArtifactsCommand.Describe(shared.Artifacts);
        else if (shared.Model is null && shared.Own is null)
            yield return $"- no model: {NetworkWorkloads.WhyNone(shared.Sweep.Spec.Workload)}";
        else yield return "- `model.safetensors`, `model.dat`: what it has learned, for PyTorch and for TorchSharp";
    }

    /// <summary>
    /// Returns a line with the environment variables to set first, since their values in the sweep file are not shared.
    /// </summary>
    public static IEnumerable<string> VariablesToSet(WorkloadSpec workload) =>
        workload is WorkloadSpec.Program program && SecretNames.NotShared(program.Environment) is { Length: > 0 } names
            ? [$"Set {string.Join(", ", names.Select(name => $"`{name}`"))} in your environment first: values of "
                + "`env` are not shared."]
            : [];

    private static IEnumerable<string> Python(PixelScale scale, TorchModel module) =>
    [
        "```python",
        "from collections import OrderedDict",
        "from safetensors.torch import load_file",
        "from torch import nn",
        "",
        "model = nn.Sequential(OrderedDict([",
        .. module.Layers.Select(layer => $"    (\"{layer.Name}\", {layer.Python}),"),
        "]))",
        "model.load_state_dict(load_file(\"model.safetensors\"))",
        "model.eval()",
        "",
        "# images: [count, 1, 28, 28], pixels from 0 (black) to 255, light on dark",
        string.Create(
            CultureInfo.InvariantCulture, $"scores = model((images.float() - {scale.Mean:R}) / {scale.Deviation:R})"),
        "classes = scores.argmax(1)",
        "```",
    ];

    private static IEnumerable<string> CSharp(PixelScale scale, TorchModel module) =>
    [
        "```csharp",
        "using TorchSharp;",
        "using static TorchSharp.torch;",
        "",
        "var model = nn.Sequential(",
        .. module.Layers.Select(
            (layer, i) => $"    (\"{layer.Name}\", {layer.CSharp}){(i < module.Layers.Length - 1 ? "," : ");")}"),
        "model.load(\"model.dat\");",
        "model.eval();",
        "",
        "// images: [count, 1, 28, 28], pixels from 0 (black) to 255, light on dark",
        string.Create(
            CultureInfo.InvariantCulture,
            $"var scores = model.forward((images.to(ScalarType.Float32) - {scale.Mean:R}) / {scale.Deviation:R});"),
        "var classes = scores.argmax(1);",
        "```",
    ];

    private static string Cell(string text) =>
        SafeText.InLine(text.ReplaceLineEndings(" ")).Replace("|", "\\|", StringComparison.Ordinal);
}
