using System.Globalization;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Programs.Commands;

/// <summary>The environment variables that are set for a trial's program in addition to the node's.</summary>
internal static class ProgramVariables
{
    /// <summary>The variable for the folder in which the program keeps the files that it needs to resume.</summary>
    public const string CheckpointFolder = "TRIAL_CHECKPOINT_DIR";

    /// <summary>The variable for the folder in which the program leaves files to keep.</summary>
    public const string ArtifactFolder = "TRIAL_ARTIFACT_DIR";

    private static readonly string[] ThreadCounts =
    [
        "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
    ];

    /// <summary>Returns the variables that override the node's environment. A null value removes a variable.</summary>
    /// <param name="order">The attempt.</param>
    /// <param name="given">The variables that the sweep file sets.</param>
    /// <param name="place">The folders of the attempt.</param>
    /// <param name="resumedStep">
    /// The step of the restored checkpoint, or null if the program begins at the start.
    /// </param>
    /// <param name="visibleGpus">The node's value of <c>CUDA_VISIBLE_DEVICES</c>, or null if it is not set.</param>
    public static IEnumerable<KeyValuePair<string, string?>> List(
        TrialOrder order, IEnumerable<KeyValuePair<string, string>> given, TrialFolder place, long? resumedStep,
        string? visibleGpus) =>
    [
        .. ThreadCounts.Select(name => KeyValuePair.Create<string, string?>(name, Text(order.Threads))),
        new("CUDA_VISIBLE_DEVICES", GpuOf(order.Device, visibleGpus)),
        // Python buffers output to a pipe until some kilobytes have accumulated.
        new("PYTHONUNBUFFERED", "1"),
        new(WorkloadSpec.Program.SeedVariable, Text(order.Seed)),
        .. given.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)),
        new("TRIAL_SWEEP", order.SweepId),
        new("TRIAL_NUMBER", Text(order.Trial.Number)),
        new("TRIAL_ID", $"{order.SweepId}/{Text(order.Trial.Number)}"),
        new("TRIAL_ATTEMPT", Text(order.Attempt)),
        new("TRIAL_DEVICE", order.Device == "cpu" ? "cpu" : "cuda"),
        new("TRIAL_PARAMETERS", ValueText.ToJson(order.Parameters.Assignment)),
        new(CheckpointFolder, place.Checkpoints),
        new(ArtifactFolder, place.Artifacts),
        new("TRIAL_RESUMED_STEP", resumedStep is { } step ? Text(step) : null),
    ];

    /// <summary>Returns the driver's name for the GPU of a lease, or an empty text for a lease of the CPU.</summary>
    private static string GpuOf(string device, string? visible)
    {
        if (!device.StartsWith("cuda:", StringComparison.Ordinal)) return "";
        var index = int.Parse(device.AsSpan("cuda:".Length), CultureInfo.InvariantCulture);
        // The node itself may see only some GPUs, and numbers only those.
        var names = (visible ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return index < names.Length ? names[index] : Text(index);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
