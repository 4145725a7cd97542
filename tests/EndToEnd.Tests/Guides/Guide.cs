using System.Text.RegularExpressions;

namespace Experiments.EndToEnd.Tests.Guides;

/// <summary>A page of the documentation and the commands in it.</summary>
public sealed partial class Guide(string file)
{
    private readonly string _text = System.IO.File.ReadAllText(Programs.FileOf(file));

    public static TheoryData<string> Files { get; } =
        ["README.md",
            .. Directory.GetFiles(Programs.FileOf("docs"), "*.md")
                .Select(path => $"docs/{Path.GetFileName(path)}").Order()];

    /// <summary>
    /// Returns the blocks of commands in order. The word after <c>console</c> is their requirement: none, to run in the
    /// background, or something that no test machine has.
    /// </summary>
    public IEnumerable<(string Needs, IReadOnlyList<string> Commands)> Blocks() =>
        Block().Matches(_text).Select(block => (
            block.Groups[1].Value.Trim(),
            (IReadOnlyList<string>)[.. block.Groups[2].Value.Split('\n').Where(line => line.StartsWith("$ "))
                .Select(line => line[2..])]));

    /// <summary>Returns the files of this repository that a command names.</summary>
    public static IEnumerable<string> FilesOf(string command) =>
        RepositoryFile().Matches(command).Select(match => match.Value);

    [GeneratedRegex(@"^```console(.*)\n((?:(?!```).*\n)*)```", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<![\w/])(clients|deploy|examples|docs)/[\w./-]+")]
    private static partial Regex RepositoryFile();
}
