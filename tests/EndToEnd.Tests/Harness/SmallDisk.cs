using System.Diagnostics;

namespace Experiments.EndToEnd.Tests.Harness;

/// <summary>
/// A disk that has room for the tables and little else. Only an administrator can mount one; otherwise the test is
/// skipped.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-disk-");

    private SmallDisk() { }

    public string Folder => _folder.FullName;

    /// <summary>The number of bytes in use.</summary>
    public long UsedBytes => new DriveInfo(Folder) is var drive ? drive.TotalSize - drive.TotalFreeSpace : 0;

    public static SmallDisk Mount()
    {
        if (TryMount("400k") is { } disk) return disk;
        Assert.Skip("Only an administrator may mount a small disk, and not everywhere.");
        throw new UnreachableException();
    }

    /// <summary>Mounts a disk, or returns null if this process may not.</summary>
    /// <param name="size">The size, as the option of <c>mount</c>. Only what is in use takes memory.</param>
    public static SmallDisk? TryMount(string size)
    {
        if (!Environment.IsPrivilegedProcess) return null;
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Folder) == 0) return disk;
        disk._folder.Delete();
        return null;
    }

    public void Dispose()
    {
        Run("umount", "--lazy", Folder);
        _folder.Delete();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit(TimeSpan.FromMinutes(1))
            .ShouldBeTrue($"{program} {string.Join(' ', arguments)} does not end");
        return process.ExitCode;
    }
}
