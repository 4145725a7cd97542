using System.Runtime.Versioning;

namespace Experiments.Storage.Databases;

/// <summary>Files and folders that only their owner may read and write. On Windows a user's folders are theirs already.</summary>
public static class OwnerOnly
{
    /// <summary>What nobody but the owner may do.</summary>
    public const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>A new file.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made by this user.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        return new FileStream(path, options);
    }

    /// <summary>Makes a folder where it is missing; one that is there stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Takes from others what they may do with a file or folder, where it is there and this user's.</summary>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path)) return;
        try
        {
            TakeFromOthers(path);
        }
        catch (Exception kept) when (kept is UnauthorizedAccessException or IOException)
        {
            // It is another user's, who decides who may read it; or gone.
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void TakeFromOthers(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) != 0) File.SetUnixFileMode(path, mode & ~Others);
    }
}
