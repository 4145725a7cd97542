using System.Runtime.InteropServices;
using System.Text;

namespace Experiments.Silo.Gpus;

/// <summary>
/// NVIDIA's management library (NVML), which is part of the driver and knows the GPUs of a machine whichever torch is
/// installed (https://docs.nvidia.com/deploy/nvml-api). Thread-safe.
/// </summary>
internal sealed unsafe class Nvml
{
    private const string Library = "libnvidia-ml.so.1";
    private const int NotFound = 6;
    private const int Lost = 15;
    // As large as the library's own constants for both.
    private const int LongestText = 96;

    private readonly Lock _lock = new();
    private readonly delegate* unmanaged<int> _initialize;
    private readonly delegate* unmanaged<int> _shutDown;
    private readonly delegate* unmanaged<uint*, int> _count;
    private readonly delegate* unmanaged<uint, nint*, int> _byIndex;
    private readonly delegate* unmanaged<byte*, nint*, int> _byUuid;
    private readonly delegate* unmanaged<nint, byte*, uint, int> _uuid;
    private readonly delegate* unmanaged<nint, byte*, uint, int> _name;
    private readonly delegate* unmanaged<nint, Utilization*, int> _utilization;
    private readonly delegate* unmanaged<nint, Memory*, int> _memory;

    private Nvml(nint library)
    {
        _initialize = (delegate* unmanaged<int>)Export("nvmlInit_v2");
        _shutDown = (delegate* unmanaged<int>)Export("nvmlShutdown");
        _count = (delegate* unmanaged<uint*, int>)Export("nvmlDeviceGetCount_v2");
        _byIndex = (delegate* unmanaged<uint, nint*, int>)Export("nvmlDeviceGetHandleByIndex_v2");
        _byUuid = (delegate* unmanaged<byte*, nint*, int>)Export("nvmlDeviceGetHandleByUUID");
        _uuid = (delegate* unmanaged<nint, byte*, uint, int>)Export("nvmlDeviceGetUUID");
        _name = (delegate* unmanaged<nint, byte*, uint, int>)Export("nvmlDeviceGetName");
        _utilization = (delegate* unmanaged<nint, Utilization*, int>)Export("nvmlDeviceGetUtilizationRates");
        _memory = (delegate* unmanaged<nint, Memory*, int>)Export("nvmlDeviceGetMemoryInfo");

        nint Export(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>Opens the library. Returns null, and why, if there is no driver that answers.</summary>
    /// <param name="why">Why there is none, as the rest of a sentence about this machine's GPUs.</param>
    /// <param name="path">The library. Default: that of the driver.</param>
    public static Nvml? TryOpen(out string? why, string path = Library)
    {
        why = null;
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            why = $"NVIDIA's driver is not installed ('{path}' cannot be loaded)";
            return null;
        }

        var nvml = new Nvml(library);
        if (nvml._initialize() is var error && error == 0) return nvml;
        why = $"NVIDIA's driver does not work ({Describe(error)}); 'nvidia-smi' shows more";
        return null;
    }

    /// <summary>Returns all GPUs that answer, in the order of the PCI bus.</summary>
    public IReadOnlyList<(string Uuid, string Model, long Memory)> List()
    {
        lock (_lock)
        {
            var found = new List<(string, string, long)>();
            uint count;
            if (_count(&count) != 0) return found;
            for (uint index = 0; index < count; index++)
            {
                nint device;
                Memory memory;
                if (_byIndex(index, &device) == 0 && _memory(device, &memory) == 0
                    && TextOf(_uuid, device) is { } uuid && TextOf(_name, device) is { } model)
                    found.Add((uuid, model, (long)memory.Total));
            }

            return found;
        }
    }

    /// <summary>Reads the state of a GPU, or null if it does not answer.</summary>
    public GpuReading? Read(string uuid)
    {
        lock (_lock)
        {
            Utilization utilization;
            Memory memory;
            return TryFind(uuid, out var device) == 0 && _utilization(device, &utilization) == 0
                && _memory(device, &memory) == 0
                ? new GpuReading(utilization.Gpu / 100.0, (long)memory.Used)
                : null;
        }
    }

    /// <summary>Whether a GPU has left this machine, such as one that has fallen off the bus.</summary>
    public bool IsLost(string uuid)
    {
        lock (_lock)
        {
            Memory memory;
            var error = TryFind(uuid, out var device);
            if (error == 0) error = _memory(device, &memory);
            return error is NotFound or Lost;
        }
    }

    /// <summary>Looks at the machine's GPUs again. A GPU that was reset is found only after this.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            _shutDown();
            _initialize();
        }
    }

    private int TryFind(string uuid, out nint device)
    {
        nint found = 0;
        int error;
        fixed (byte* name = Encoding.ASCII.GetBytes(uuid + "\0")) error = _byUuid(name, &found);
        device = found;
        return error;
    }

    private static string? TextOf(delegate* unmanaged<nint, byte*, uint, int> read, nint device)
    {
        var text = stackalloc byte[LongestText];
        return read(device, text, LongestText) == 0 ? Marshal.PtrToStringUTF8((nint)text) : null;
    }

    private static string Describe(int error) => error switch
    {
        4 => "no permission",
        9 => "it is not loaded",
        18 => "its version is not that of its library",
        _ => $"error {error}",
    };

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
