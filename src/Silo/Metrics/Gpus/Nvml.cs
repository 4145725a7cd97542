using System.Runtime.InteropServices;

namespace Experiments.Silo.Metrics.Gpus;

/// <summary>
/// NVIDIA's management library (NVML), which is part of the driver. If it is missing or cannot be initialized, no GPUs
/// are reported.
/// </summary>
internal sealed unsafe class Nvml
{
    private const string Library = "libnvidia-ml.so.1";

    private readonly delegate* unmanaged<uint, nint*, int> _handle;
    private readonly delegate* unmanaged<nint, Utilization*, int> _utilization;
    private readonly delegate* unmanaged<nint, Memory*, int> _memory;
    private readonly uint _count;

    private Nvml(nint library, uint count)
    {
        _handle = (delegate* unmanaged<uint, nint*, int>)Export("nvmlDeviceGetHandleByIndex_v2");
        _utilization = (delegate* unmanaged<nint, Utilization*, int>)Export("nvmlDeviceGetUtilizationRates");
        _memory = (delegate* unmanaged<nint, Memory*, int>)Export("nvmlDeviceGetMemoryInfo");
        _count = count;

        nint Export(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>Opens the library. Returns null if it is missing, cannot be initialized, or finds no GPU.</summary>
    public static Nvml? TryOpen()
    {
        if (!NativeLibrary.TryLoad(Library, out var library)) return null;
        var initialize = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "nvmlInit_v2");
        var count = (delegate* unmanaged<uint*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetCount_v2");
        uint devices;
        return initialize() == 0 && count(&devices) == 0 && devices > 0 ? new Nvml(library, devices) : null;
    }

    /// <summary>Reads all GPUs. A GPU that cannot be read is omitted.</summary>
    public IEnumerable<GpuReading> Read()
    {
        var readings = new List<GpuReading>();
        for (uint index = 0; index < _count; index++)
        {
            nint device;
            Utilization utilization;
            Memory memory;
            if (_handle(index, &device) == 0 && _utilization(device, &utilization) == 0
                && _memory(device, &memory) == 0)
                readings.Add(new($"cuda:{index}", utilization.Gpu / 100.0, (long)memory.Used, (long)memory.Total));
        }

        return readings;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Utilization
    {
        public uint Gpu;
        public uint MemoryController;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
