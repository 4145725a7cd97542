namespace Experiments.Client.Sharing;

/// <summary>Writes a new folder atomically: it is complete, or does not exist.</summary>
internal static class ExportFolder
{
    /// <summary>Fills a temporary folder next to the target, and then renames it.</summary>
    /// <param name="folder">The target, which must be new or empty.</param>
    /// <param name="write">Fills the folder whose path it receives.</param>
    /// <returns>The target's full path.</returns>
    /// <exception cref="UserErrorException">The folder is neither new nor empty, or cannot be written.</exception>
    public static async Task<string> WriteAsync(string folder, Func<string, Task> write)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target))
            throw new UserErrorException($"'{folder}' is a file: name a folder that is new or empty");
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
            throw new UserErrorException(
                $"'{folder}' cannot be written: {fault.Message.TrimEnd('.')}; name another folder", fault);
        }
        finally
        {
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        }
    }
}
