using System.Net.Sockets;

namespace Experiments.Silo.Gpus;

/// <summary>
/// Makes sure that two silos on one machine do not offer the same GPU. A lock is an abstract Unix socket that is named
/// after the GPU: it is the same for all users, leaves no file, and ends with the process. Containers with a network of
/// their own have locks of their own; there, the container engine gives each GPU to one of them.
/// </summary>
internal sealed class GpuLocks : IDisposable
{
    private readonly List<Socket> _held = [];

    /// <summary>Returns whether this process now holds the lock of a GPU.</summary>
    public bool TryTake(Gpu gpu)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0experiments/gpu/{gpu.Uuid}"));
            _held.Add(socket);
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
    }

    /// <summary>Gives all locks back.</summary>
    public void Dispose()
    {
        foreach (var socket in _held) socket.Dispose();
        _held.Clear();
    }
}
