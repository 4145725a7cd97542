using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Experiments.Web.Page;

namespace Experiments.Web.Tests.Page;

/// <summary>The files that the page is made of.</summary>
public sealed partial class PageFilesTests
{
    private const int LongestLine = 120;
    private const int LongestFile = 300;

    /// <summary>The files are those of the package uplot 1.6.32 of npm, unchanged.</summary>
    [Theory]
    [InlineData("uPlot.esm.js", "5dd9b3281aa64b461b42d9945f6adb2649d346502b12281a9ae0d46599a80eba")]
    [InlineData("uPlot.min.css", "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04")]
    [InlineData("LICENSE.txt", "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd")]
    public void ThirdParty_Files_AreThoseOfTheirPackage(string file, string hash) =>
        Convert.ToHexStringLower(SHA256.HashData(PageFile.ReadAll()[$"third-party/uplot/{file}"].Content))
            .ShouldBe(hash);

    [Fact]
    public void Embedded_Files_AreThoseOfTheFolder() =>
        PageFile.ReadAll().Keys.Order(StringComparer.Ordinal).ShouldBe(
            Directory.EnumerateFiles(Folder(), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder(), file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Own_Files_AreShortAndNameWhatThereIs()
    {
        var all = PageFile.ReadAll();
        foreach (var (path, text) in Own())
        {
            var lines = text.Split('\n');
            lines.Length.ShouldBeLessThanOrEqualTo(LongestFile, path);
            lines.ShouldAllBe(line => line.Length <= LongestLine, path);
            foreach (Match import in Import().Matches(text))
            {
                var target = new Uri(new Uri($"http://page/{path}"), import.Groups["path"].Value).AbsolutePath[1..];
                all.Keys.ShouldContain(target, $"imported by {path}");
            }

            foreach (Match link in Link().Matches(text)) all.Keys.ShouldContain(link.Groups["path"].Value, path);
        }
    }

    /// <summary>Texts of trials, sweeps and nodes must never become markup or code.</summary>
    [Fact]
    public void Own_Scripts_CreateNoMarkupFromTextAndKnowNoOtherAddress()
    {
        foreach (var (path, text) in Own().Where(file => file.Path.EndsWith(".js")))
        {
            Dangerous().Matches(text).Select(match => match.Value).ShouldBeEmpty(path);
            Address().Matches(text).Select(match => match.Value)
                .Where(address => address != "http://www.w3.org/2000/svg").ShouldBeEmpty(path);
        }
    }

    private static IEnumerable<(string Path, string Text)> Own() =>
        Directory.EnumerateFiles(Folder(), "*", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(Folder(), file), Text: File.ReadAllText(file)))
            .Where(file => !file.Path.StartsWith("third-party"));

    private static string Folder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../src/Web/Page/Static"));

    [GeneratedRegex("""(?:from|import)\s*\(?'(?<path>\.[^']+)'""")]
    private static partial Regex Import();

    [GeneratedRegex("""(?:src|href)="/page/(?<path>[^"]+)["]""")]
    private static partial Regex Link();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|javascript:")]
    private static partial Regex Dangerous();

    [GeneratedRegex("""(?:https?|wss?)://[^'"`\s]*""")]
    private static partial Regex Address();
}
