using System.Runtime.Versioning;

namespace Experiments.Storage.Databases;

/// <summary>
/// Creates files and folders that only their owner may read and write. On Windows the permissions are left as they are,
/// since a user's folders are private by default.
/// </summary>
public static class OwnerOnly
{
    /// <summary>The permissions of everyone but the owner.</summary>
    public const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Creates a file and opens it for writing.</summary>
    /// <exception cref="IOException">The file exists, or cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not create the file.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        return new FileStream(path, options);
    }

    /// <summary>Creates a folder if it does not exist. An existing folder is not changed.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>
    /// Removes the permissions of everyone but the owner from a file or folder, if it exists and belongs to this user.
    /// </summary>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path)) return;
        try
        {
            TakeFromOthers(path);
        }
        catch (Exception kept) when (kept is UnauthorizedAccessException or IOException)
        {
            // It belongs to another user, who decides on its permissions, or it no longer exists.
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void TakeFromOthers(string path)
    {
        var mode = File.GetUnixFileMode(path);
        if ((mode & Others) != 0) File.SetUnixFileMode(path, mode & ~Others);
    }
}
