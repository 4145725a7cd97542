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

    private const string Cuda = "cuda:";

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
    /// <param name="gpuNames">See <see cref="ProgramOptions.GpuNames"/>.</param>
    /// <param name="shim">The module of another tracker that the program finds.</param>
    public static IEnumerable<KeyValuePair<string, string?>> List(
        TrialOrder order, IReadOnlyCollection<KeyValuePair<string, string>> given, TrialFolder place, long? resumedStep,
        IReadOnlyDictionary<string, string> gpuNames, ProgramShim shim) =>
    [
        .. ThreadCounts.Select(name => KeyValuePair.Create<string, string?>(name, Text(order.Threads))),
        new("CUDA_VISIBLE_DEVICES", GpuOf(order.Device, gpuNames)),
        .. order.GpuShare is > 0 and < 1 ? SharesOf(order.GpuShare) : [],
        // Python buffers output to a pipe until some kilobytes have accumulated.
        new("PYTHONUNBUFFERED", "1"),
        new(WorkloadSpec.Program.SeedVariable, Text(order.Seed)),
        .. given.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)),
        new("TRIAL_SWEEP", order.SweepId),
        new("TRIAL_NUMBER", Text(order.Trial.Number)),
        new("TRIAL_ID", $"{order.SweepId}/{Text(order.Trial.Number)}"),
        new("TRIAL_ATTEMPT", Text(order.Attempt)),
        new("TRIAL_DEVICE", order.Device == "cpu" ? "cpu" : "cuda"),
        new("TRIAL_GPU_SHARE", order.GpuShare > 0 ? Text(order.GpuShare) : null),
        new("TRIAL_PARAMETERS", ValueText.ToJson(order.Parameters.Assignment)),
        new(CheckpointFolder, place.Checkpoints),
        new(ArtifactFolder, place.Artifacts),
        new("TRIAL_RESUMED_STEP", resumedStep is { } step ? Text(step) : null),
        new(PythonClient.Variable, PythonClient.AddTo(PythonFolders(given), shim)),
    ];

    private static string? PythonFolders(IEnumerable<KeyValuePair<string, string>> given) =>
        given.LastOrDefault(pair => pair.Key == PythonClient.Variable).Value
        ?? Environment.GetEnvironmentVariable(PythonClient.Variable);

    /// <summary>Returns the driver's name for the GPU of a lease, or an empty text for a lease of the CPU.</summary>
    private static string GpuOf(string device, IReadOnlyDictionary<string, string> names) =>
        names.TryGetValue(device, out var name) ? name
        : device.StartsWith(Cuda, StringComparison.Ordinal) ? device[Cuda.Length..]
        : "";

    /// <summary>
    /// Returns what limits frameworks to a share of a GPU: JAX reserves three quarters of the memory otherwise, and
    /// TensorFlow all of it; MPS, where it runs, divides the processors. PyTorch takes memory only as it needs it.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string?>> SharesOf(double share) =>
    [
        new("XLA_PYTHON_CLIENT_MEM_FRACTION", Text(Math.Floor(share * 90) / 100)),
        new("TF_FORCE_GPU_ALLOW_GROWTH", "true"),
        new("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", Text(Math.Max(1, Math.Floor(share * 100)))),
    ];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
