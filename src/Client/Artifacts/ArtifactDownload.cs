using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Storage.Artifacts;

namespace Experiments.Client.Artifacts;

/// <summary>
/// Writes files that programs left to a folder, and never outside of it. A file appears complete and with the stored
/// hash, or not at all.
/// </summary>
internal sealed class ArtifactDownload
{
    private readonly Func<ArtifactSummary, Stream, CancellationToken, Task> _copy;
    private readonly string _named;

    /// <param name="copy">Copies the content of a file.</param>
    /// <param name="folder">The folder. It is created if it does not exist.</param>
    public ArtifactDownload(Func<ArtifactSummary, Stream, CancellationToken, Task> copy, string folder)
    {
        (_copy, _named) = (copy, folder);
        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    /// <summary>The full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Writes files. All paths are checked before the first file is written.</summary>
    /// <param name="files">The files.</param>
    /// <param name="overwrite">Whether files that are there are replaced.</param>
    /// <param name="cancel">Cancels it. The files that were written stay.</param>
    /// <returns>The paths of the files that were replaced.</returns>
    /// <exception cref="UserErrorException">
    /// A path would lead out of the folder; or a file is there and may not be replaced; or a file is damaged or cannot
    /// be read or written.
    /// </exception>
    public async Task<IReadOnlyList<string>> WriteAsync(
        IReadOnlyList<ArtifactSummary> files, bool overwrite, CancellationToken cancel)
    {
        var replaced = new List<string>();
        foreach (var file in files)
            if (Check(file, overwrite)) replaced.Add(file.Path);
        try
        {
            Directory.CreateDirectory(Folder);
            foreach (var file in files) await WriteAsync(file, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"'{_named}' cannot be written: {fault.Message.TrimEnd('.')}; name another folder", fault);
        }

        return replaced;
    }

    private async Task WriteAsync(ArtifactSummary file, CancellationToken cancel)
    {
        var target = Path.Combine(Folder, file.Path);
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        // Folders that were created or replaced since the check.
        CheckParents(file);
        var partial = Path.Combine(folder, $".{Guid.NewGuid():N}.partial");
        try
        {
            await using (var content = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
                await _copy(file, content, cancel);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Returns whether a file is there that will be replaced.</summary>
    private bool Check(ArtifactSummary file, bool overwrite)
    {
        if (!ArtifactPath.IsSafe(file.Path)
            || !Path.GetFullPath(Path.Combine(Folder, file.Path)).StartsWith(
                Path.TrimEndingDirectorySeparator(Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UserErrorException(
                $"'{file.Path}' is not written: its path leads out of '{_named}' or misleads, which no program can "
                + "have done; name the other files after the trial");
        CheckParents(file);
        var target = new FileInfo(Path.Combine(Folder, file.Path));
        if (Directory.Exists(target.FullName) && target.LinkTarget is null)
            throw new UserErrorException($"'{target.FullName}' is a folder: name another folder with --out");
        if (!target.Exists && target.LinkTarget is null) return false;
        return overwrite ? true : throw new UserErrorException(
            $"'{target.FullName}' exists: name another folder with --out, or replace it with --overwrite");
    }

    /// <summary>Checks that no folder on the way to the file is a link, which may lead anywhere.</summary>
    private void CheckParents(ArtifactSummary file)
    {
        var path = Folder;
        foreach (var name in file.Path.Split('/')[..^1])
        {
            path = Path.Combine(path, name);
            if (new DirectoryInfo(path).LinkTarget is not null)
                throw new UserErrorException(
                    $"'{path}' is a link, and '{file.Path}' would be written to where it leads: name another folder "
                    + "with --out");
        }
    }
}
