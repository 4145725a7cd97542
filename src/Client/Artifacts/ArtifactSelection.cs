using Experiments.Contracts.Messages;
using Experiments.Storage.Artifacts;

namespace Experiments.Client.Artifacts;

/// <summary>Selects files by the paths that a user names.</summary>
internal static class ArtifactSelection
{
    /// <summary>
    /// Returns the files with these paths and those in folders with these paths; all files if none is named.
    /// </summary>
    /// <exception cref="UserErrorException">Nothing has one of the paths.</exception>
    public static IReadOnlyList<ArtifactSummary> Choose(IReadOnlyList<ArtifactSummary> files, string[] paths)
    {
        if (paths.Length == 0) return files;
        foreach (var path in paths)
            if (!files.Any(file => IsAt(file, path)))
                throw new UserErrorException(
                    $"there is no file or folder '{path}'{Spelling.Hint(path, files.Select(file => file.Path))}"
                    + "; without a path, 'experiments artifacts' lists all of them");
        return [.. files.Where(file => paths.Any(path => IsAt(file, path)))];
    }

    private static bool IsAt(ArtifactSummary file, string path)
    {
        var plain = path.TrimEnd('/');
        return file.Path == plain || file.Path.StartsWith(plain + '/', StringComparison.Ordinal);
    }
}
