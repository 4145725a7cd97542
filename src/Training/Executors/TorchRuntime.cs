using System.Runtime.InteropServices;
using Experiments.Contracts.Faults;
using TorchSharp;

namespace Experiments.Training.Executors;

/// <summary>Torch's native libraries.</summary>
public static class TorchRuntime
{
    /// <summary>Loads torch, if it was not, and says which version it is.</summary>
    /// <exception cref="UserErrorException">It cannot be loaded.</exception>
    public static string Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return Version.Parse(torch.__version__).ToString(3);
        }
        catch (Exception error) when (error is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            throw new UserErrorException(
                $"torch cannot be loaded on this machine: {LoaderMessage() ?? error.Message.Split('\n')[0].Trim()}; " +
                "it needs 64-bit Linux with glibc 2.34 or newer, and libtorch's files beside this program", error);
        }
    }

    /// <summary>What the system's loader says, which TorchSharp's own exception leaves out; null: it loads.</summary>
    private static string? LoaderMessage()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException error)
        {
            // One line for each path that was tried; a file that is there tells more than those that are not.
            var lines = error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.Skip(1)
                .FirstOrDefault(line => !line.Contains("LibTorchSharp.so: cannot open", StringComparison.Ordinal))
                ?? lines[0];
        }
    }

    /// <summary>
    /// Computes with so many threads on the calling thread, whatever other threads use: the number decides the order of
    /// sums and so their last bits. Torch sets a thread up with the process's latest number when it first asks for it;
    /// asking comes first here, so that this number stays. MKL's own is per thread, too, and torch sets both.
    /// </summary>
    public static void UseThreads(int threads)
    {
        _ = torch.get_num_threads();
        torch.set_num_threads(threads);
    }

    /// <summary>Refuses a device that this machine does not have.</summary>
    /// <exception cref="UserErrorException">There is no such device.</exception>
    public static void Require(string device)
    {
        if (device != "cpu" && !(torch.cuda.is_available() && torch.device(device).index < torch.cuda.device_count()))
        {
            throw new UserErrorException(
                $"device '{device}' is not there for torch: check the driver with nvidia-smi, " +
                "and build with 'dotnet build Programs.slnf -c Release -p:TorchBackend=cuda'");
        }
    }
}
