using Experiments.Contracts.Faults;

namespace Experiments.Client.Sharing;

/// <summary>A new folder of files, there whole or not at all.</summary>
internal static class ExportFolder
{
    /// <summary>Lets a folder beside it be filled, and gives that its name in the end.</summary>
    /// <param name="folder">New, or empty.</param>
    /// <param name="write">Fills the folder that it is given.</param>
    /// <returns>The folder's full path.</returns>
    /// <exception cref="UserErrorException">It is neither, or cannot be written.</exception>
    public static async Task<string> WriteAsync(string folder, Func<string, Task> write)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target)) throw new UserErrorException($"'{folder}' is a file: name a folder that is new or empty");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new UserErrorException($"'{folder}' is not empty: name a folder that is new or empty");
        var partial = $"{target}.partial-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(partial);
            await write(partial);
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(partial, target);
            return target;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{folder}' cannot be written: {fault.Message.TrimEnd('.')}; name another folder", fault);
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }
}
