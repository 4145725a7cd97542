using System.Runtime.InteropServices;
using TorchSharp;

namespace Experiments.Training.Executors;

/// <summary>The devices of this machine that torch can compute on.</summary>
public static class TorchDevices
{
    /// <summary>
    /// Its GPUs: <c>cuda:0</c>, … Torch is only loaded, which takes a while, where there is a driver to ask.
    /// </summary>
    public static IReadOnlyList<string> Gpus()
    {
        if (!NativeLibrary.TryLoad("libcuda.so.1", out var driver)) return [];
        NativeLibrary.Free(driver);
        TorchRuntime.Load();
        return torch.cuda.is_available() ? [.. Enumerable.Range(0, torch.cuda.device_count()).Select(gpu => $"cuda:{gpu}")] : [];
    }
}
