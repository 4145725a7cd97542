using System.Text.Json.Nodes;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>Lists the files that a program has left.</summary>
internal static class MlflowFiles
{
    /// <summary>Returns the files and folders in a folder.</summary>
    /// <param name="root">The folder of all files.</param>
    /// <param name="location">Its address.</param>
    /// <param name="path">A folder in it, relative to it, or null for itself.</param>
    /// <exception cref="MlflowException">The path leads out of the folder.</exception>
    public static JsonObject List(string root, string location, string? path)
    {
        var folder = Path.GetFullPath(path ?? ".", root);
        if (folder.TrimEnd('/') != root.TrimEnd('/')
            && !folder.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal))
            throw MlflowException.Invalid($"'path' leads out of the run's files: '{path}'");
        var entries = Directory.Exists(folder) ? new DirectoryInfo(folder).GetFileSystemInfos() : [];
        return new()
        {
            ["root_uri"] = location,
            ["files"] = new JsonArray([.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => Entry(entry, Path.GetRelativePath(root, entry.FullName)))]),
        };
    }

    private static JsonNode Entry(FileSystemInfo entry, string path)
    {
        var answer = new JsonObject { ["path"] = path, ["is_dir"] = entry is DirectoryInfo };
        if (entry is FileInfo file) answer["file_size"] = file.Length;
        return answer;
    }
}
