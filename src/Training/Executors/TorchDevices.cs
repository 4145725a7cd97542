using System.Runtime.InteropServices;
using TorchSharp;

namespace Experiments.Training.Executors;

/// <summary>The devices of this machine that torch can compute on.</summary>
public static class TorchDevices
{
    /// <summary>
    /// Returns the GPUs of this machine: <c>cuda:0</c>, … Torch takes a while to load, so it is loaded only if a CUDA
    /// driver is installed.
    /// </summary>
    public static IReadOnlyList<string> Gpus()
    {
        if (!NativeLibrary.TryLoad("libcuda.so.1", out var driver)) return [];
        NativeLibrary.Free(driver);
        TorchRuntime.Load();
        return torch.cuda.is_available()
            ? [.. Enumerable.Range(0, torch.cuda.device_count()).Select(gpu => $"cuda:{gpu}")]
            : [];
    }
}
