using System.Runtime.InteropServices;

namespace Experiments.Training.Programs.Processes;

/// <summary>System calls that .NET does not provide.</summary>
internal static class Kernel
{
    public const int Kill = 9;
    public const int Terminate = 15;

    private const nuint BytesToRead = 0x541B; // FIONREAD

    // From linux/stat.h and linux/fcntl.h. The values are the same for all processors.
    private const int StatusLength = 256, ModeOffset = 28;
    private const int CurrentFolder = -100, DoNotFollow = 0x100;
    private const uint WantType = 1;
    private const int TypeMask = 0xF000, TypeFile = 0x8000, TypeFolder = 0x4000, TypeLink = 0xA000;

    /// <summary>Sends a signal to a process, or to a process group if the id is negative.</summary>
    /// <returns>False if there is no such process or group, or it may not be signaled.</returns>
    public static bool Signal(int process, int signal) => SendSignal(process, signal) == 0;

    /// <summary>Returns the number of bytes that wait in a pipe.</summary>
    public static int Waiting(SafeHandle pipe) => Control(pipe, BytesToRead, out var bytes) == 0 ? bytes : 0;

    /// <summary>Whether a path is a pipe, a socket or a device, reading which may never end.</summary>
    public static bool IsSpecial(string path)
    {
        var status = new byte[StatusLength];
        return Status(CurrentFolder, path, DoNotFollow, WantType, status) == 0
            && (BitConverter.ToUInt16(status, ModeOffset) & TypeMask) is not (TypeFile or TypeFolder or TypeLink);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Status(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int Control(SafeHandle file, nuint request, out int value);
}
