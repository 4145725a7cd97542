using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.SweepFiles.Sections;

/// <summary>
/// Finds the folder that a program runs in. W&amp;B runs it where its agent was started, which mostly is the root of a
/// repository, wherever in it the sweep file lies. Here the first folder is taken that has the program, of: the sweep file's,
/// the current one, and those above the sweep file's up to the root of its repository, which has a <c>.git</c>; a folder that
/// everybody may write to is no part of a repository.
/// </summary>
internal sealed class ProgramPlace
{
    private readonly ImmutableArray<string> _folders;

    /// <param name="fileFolder">The folder of the sweep file, absolute.</param>
    /// <param name="currentFolder">The current folder.</param>
    /// <param name="workingDirectory">What the sweep file says, relative to each of the folders; null: nothing.</param>
    public ProgramPlace(string fileFolder, string currentFolder, string? workingDirectory) =>
        _folders =
        [
            .. new[] { fileFolder, currentFolder }.Concat(Above(fileFolder))
                .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(workingDirectory ?? ".", folder))).Distinct(),
        ];

    /// <summary>Where a program runs if it is found nowhere.</summary>
    public string Default => _folders[0];

    /// <summary>The folders that have one of the files, the one to take first.</summary>
    public ImmutableArray<string> Having(IEnumerable<string> paths) =>
        [.. _folders.Where(folder => ProgramFile.Find(folder, paths) is not null)];

    /// <summary>The folder to run a command in that names files or modules itself; null: none of them is anywhere.</summary>
    public string? OfCommand(ImmutableArray<string> command) =>
        ProgramFile.ModulesIn(command).Select(ProgramFile.PathsOfModule)
            .Concat(command.Where(IsFileName).Select(word => ImmutableArray.Create(word)))
            .Select(paths => Having(paths).FirstOrDefault()).FirstOrDefault(folder => folder is not null);

    /// <summary>All folders, for a message.</summary>
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

    // In a folder such as /tmp anybody may have made a repository, whose programs are not the user's.
    private static bool IsOpenToAll(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0;
}
