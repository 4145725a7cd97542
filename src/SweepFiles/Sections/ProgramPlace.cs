using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles.Sections;

/// <summary>
/// Finds the folder that a program runs in. W&amp;B runs it in the folder where its agent was started, which usually is
/// the root of a repository, wherever in it the sweep file is. Here it is the first of these folders that contains the
/// program: the folder of the sweep file, the current folder, and the parents of the sweep file's folder up to the root
/// of its repository, which contains <c>.git</c>. A folder that every user may write to does not count as part of a
/// repository.
/// </summary>
internal sealed class ProgramPlace
{
    private readonly ImmutableArray<string> _folders;

    /// <param name="fileFolder">The folder of the sweep file, absolute.</param>
    /// <param name="currentFolder">The current folder.</param>
    /// <param name="workingDirectory">The working directory in the sweep file, relative to each of the folders, or null
    /// if none is given.</param>
    public ProgramPlace(string fileFolder, string currentFolder, string? workingDirectory) =>
        _folders =
        [
            .. new[] { fileFolder, currentFolder }.Concat(Above(fileFolder))
                .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(workingDirectory ?? ".", folder)))
                .Distinct(),
        ];

    /// <summary>The folder in which a program runs if it is not found.</summary>
    public string Default => _folders[0];

    /// <summary>Returns the folders that contain one of the files, in order of preference.</summary>
    public ImmutableArray<string> Having(IEnumerable<string> paths) =>
        [.. _folders.Where(folder => ProgramFile.Find(folder, paths) is not null)];

    /// <summary>
    /// Returns the folder for a command that names files or modules directly, or null if none of them is found.
    /// </summary>
    public string? OfCommand(ImmutableArray<string> command) =>
        ProgramFile.ModulesIn(command).Select(ProgramFile.PathsOfModule)
            .Concat(command.Where(IsFileName).Select(word => ImmutableArray.Create(word)))
            .Select(paths => Having(paths).FirstOrDefault()).FirstOrDefault(folder => folder is not null);

    /// <summary>Returns all folders, for a message.</summary>
    public override string ToString() => string.Join(", ", _folders.Select(folder => $"'{folder}'"));

    private static bool IsFileName(string word) =>
        word.AsSpan().ContainsAny('.', '/') && !word.StartsWith('-') && !Path.IsPathRooted(word)
        && !word.Any(c => char.IsWhiteSpace(c) || c is '$' or '=');

    private static IEnumerable<string> Above(string folder)
    {
        var above = new List<string>();
        for (var at = folder; at is not null && !IsOpenToAll(at); at = Path.GetDirectoryName(at))
        {
            above.Add(at);
            if (Path.Exists(Path.Combine(at, ".git"))) return above;
        }
        return [];
    }

    // In a folder such as /tmp another user may have created a repository, whose programs must not be run.
    private static bool IsOpenToAll(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder)
        && (File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0;
}
