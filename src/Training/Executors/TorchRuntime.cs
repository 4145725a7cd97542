using System.Runtime.InteropServices;
using TorchSharp;

namespace Experiments.Training.Executors;

/// <summary>Torch's native libraries.</summary>
public static class TorchRuntime
{
    /// <summary>Loads torch if it is not loaded yet, and returns its version.</summary>
    /// <exception cref="UserErrorException">Torch cannot be loaded.</exception>
    public static string Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return Version.Parse(torch.__version__).ToString(3);
        }
        catch (Exception error)
            when (error is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            throw new UserErrorException(
                $"torch cannot be loaded on this machine: {LoaderMessage() ?? error.Message.Split('\n')[0].Trim()}; " +
                "it needs 64-bit Linux with glibc 2.34 or newer, and libtorch's files beside this program", error);
        }
    }

    /// <summary>
    /// Returns the message of the system's loader, which TorchSharp's own exception omits, or null if the library
    /// loads.
    /// </summary>
    private static string? LoaderMessage()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException error)
        {
            // The message has one line for each path that was tried. An error about an existing file is more useful
            // than one about a missing file.
            var lines = error.Message.Split(
                '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.Skip(1)
                .FirstOrDefault(line => !line.Contains("LibTorchSharp.so: cannot open", StringComparison.Ordinal))
                ?? lines[0];
        }
    }

    /// <summary>
    /// Sets the number of threads that torch uses for computations of the calling thread, independent of other threads.
    /// The number determines the order of sums and therefore their last bits. When a thread first asks torch for its
    /// number of threads, torch initializes it with the number last set in the process; this method therefore asks
    /// before it sets the number, so that the number is not overwritten. MKL's number is also per thread, and torch
    /// sets both.
    /// </summary>
    public static void UseThreads(int threads)
    {
        _ = torch.get_num_threads();
        torch.set_num_threads(threads);
    }

    /// <summary>Throws if this machine does not have a device.</summary>
    /// <exception cref="UserErrorException">The device does not exist.</exception>
    public static void Require(string device)
    {
        if (device != "cpu" && !(torch.cuda.is_available() && torch.device(device).index < torch.cuda.device_count()))
        {
            throw new UserErrorException(
                $"device '{device}' is not available to torch: check the driver with nvidia-smi, " +
                "and build with 'dotnet build Programs.slnf -c Release -p:TorchBackend=cuda'");
        }
    }
}
