using System.Runtime.InteropServices;

namespace Experiments.Training.Programs.Processes;

/// <summary>What the system is asked that .NET has no call for.</summary>
internal static class Kernel
{
    public const int Kill = 9;
    public const int Terminate = 15;

    private const nuint BytesToRead = 0x541B; // FIONREAD

    /// <summary>Sends a signal to a process, or with a negative id to its group. False: there is none.</summary>
    public static bool Signal(int process, int signal) => SendSignal(process, signal) == 0;

    /// <summary>Bytes that wait in a pipe.</summary>
    public static int Waiting(SafeHandle pipe) => Control(pipe, BytesToRead, out var bytes) == 0 ? bytes : 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int Control(SafeHandle file, nuint request, out int value);
}
