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

    public static SmallDisk Mount()
    {
        if (!Environment.IsPrivilegedProcess) Assert.Skip("Only an administrator may mount a small disk.");
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.Folder) == 0) return disk;
        disk._folder.Delete();
        Assert.Skip("A small disk cannot be mounted here.");
        throw new UnreachableException();
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
