using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Executors;

/// <summary>
/// Recognizes failures of a GPU, its driver or its connections by the texts of CUDA's runtime (see <c>cudaError_t</c>).
/// Errors that a program can cause itself, such as an index out of range, an illegal address, or too little memory, are
/// not among them.
/// </summary>
internal static class DeviceFaults
{
    private static readonly string[] Texts =
    [
        "uncorrectable ECC error",
        "uncorrectable NVLink error",
        "hardware stack error",
        "GPU is lost",
        "fallen off the bus",
        "CUDA-capable device(s) is/are busy or unavailable",
        "no CUDA-capable device is detected",
        "CUDA driver initialization failed",
        "CUDA driver version is insufficient",
        "system not yet initialized",
        "system has unsupported display driver / cuda driver combination",
        "MPS server is not ready",
    ];

    /// <summary>Returns the text in a message that names a failure of the device, or null if there is none.</summary>
    public static string? FindIn(string message) =>
        Texts.FirstOrDefault(text => message.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the exception to throw if an attempt on the device failed with this one.</summary>
    public static Exception Classify(Exception thrown, string device) =>
        device != "cpu" && thrown is not (TrialDoomedException or OperationCanceledException)
            && FindIn(thrown.Message) is not null
            ? new DeviceFaultException($"{device} has failed: {thrown.Message}", thrown)
            : thrown;
}
