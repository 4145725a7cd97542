using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>
/// A cable between two network devices of Linux (TAP) that can be made slow: each frame arrives late by
/// <see cref="Delay"/>, in either direction. The devices are created in this process's network namespace, to be moved
/// to where they belong.
/// </summary>
internal sealed class DelayingPort : IDisposable
{
    private const uint SetInterface = 0x400454ca; // TUNSETIFF
    private const short Tap = 0x0002; // IFF_TAP
    private const short NoPacketInformation = 0x1000; // IFF_NO_PI

    private readonly SafeFileHandle _near;
    private readonly SafeFileHandle _far;
    private long _delay;

    /// <param name="near">The name of the one device, at most 15 letters.</param>
    /// <param name="far">The name of the other device.</param>
    public DelayingPort(string near, string far)
    {
        (_near, _far) = (Open(near), Open(far));
        Relay(_near, _far);
        Relay(_far, _near);
    }

    /// <summary>How late a frame arrives. Default: not late.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delay));
        set => Interlocked.Exchange(ref _delay, value.Ticks);
    }

    /// <summary>Removes both devices.</summary>
    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    private void Relay(SafeFileHandle from, SafeFileHandle to)
    {
        var frames = new BlockingCollection<(long Arrived, byte[] Frame)>();
        Start(() =>
        {
            var buffer = new byte[65536];
            while (true)
            {
                var length = Read(from, buffer, buffer.Length);
                // The device is down until it has been moved, and gone at the end.
                if (length > 0) frames.Add((Stopwatch.GetTimestamp(), buffer[..(int)length]));
                else if (from.IsClosed) break;
                else Thread.Sleep(10);
            }

            frames.CompleteAdding();
        });
        Start(() =>
        {
            foreach (var (arrived, frame) in frames.GetConsumingEnumerable())
            {
                var left = Delay - Stopwatch.GetElapsedTime(arrived);
                if (left > TimeSpan.Zero) Thread.Sleep(left);
                if (to.IsClosed) continue;
                _ = Write(to, frame, frame.Length);
            }
        });
    }

    private static void Start(Action relay) => new Thread(() =>
    {
        try
        {
            relay();
        }
        catch (ObjectDisposedException)
        {
            // The cable was removed.
        }
    })
    { IsBackground = true }.Start();

    private static SafeFileHandle Open(string name)
    {
        var device = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var request = new byte[40];
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), (short)(Tap | NoPacketInformation));
        if (Control(device, SetInterface, request) != 0)
            throw new InvalidOperationException(
                $"The network device '{name}' cannot be created: error {Marshal.GetLastPInvokeError()}.");
        return device;
    }

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle device, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(SafeFileHandle device, byte[] buffer, nint length);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(SafeFileHandle device, byte[] buffer, nint length);
}
