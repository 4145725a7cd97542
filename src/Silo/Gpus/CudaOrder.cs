using System.Runtime.InteropServices;

namespace Experiments.Silo.Gpus;

/// <summary>
/// CUDA's numbers of GPUs. By default CUDA counts from the fastest one and NVML along the PCI bus; this process uses
/// the latter, so that torch and the driver's library mean the same GPU.
/// </summary>
internal static class CudaOrder
{
    /// <summary>
    /// Numbers this process's GPUs along the PCI bus from now on, and returns the value of <c>CUDA_VISIBLE_DEVICES</c>,
    /// or null if it is not set. Must be called before torch is loaded.
    /// </summary>
    public static string? VisibleDevices()
    {
        // CUDA reads the environment of the C library, which .NET's own methods do not change.
        if (OperatingSystem.IsLinux() && SetEnvironment("CUDA_DEVICE_ORDER", "PCI_BUS_ID", 1) != 0)
            throw new InvalidOperationException("CUDA_DEVICE_ORDER cannot be set.");
        return Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES");
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment(string name, string value, int overwrite);
}
