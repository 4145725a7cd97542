using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Project;

/// <summary>Checks that <c>THIRD-PARTY-NOTICES.md</c> names all third-party software that is shipped.</summary>
public sealed partial class ThirdPartyNoticesTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("THIRD-PARTY-NOTICES.md"));

    // Each row of the table of packages: the name, the licence, the copyright holder.
    private static readonly Dictionary<string, string> Licences = Row()
        .Matches(Section("Packages").Split("|---|---|---|")[1])
        .ToDictionary(row => row.Groups["package"].Value, row => row.Groups["licence"].Value);

    [Fact]
    public void Notices_NameEachPackageThatAProjectUnderSrcReferences()
    {
        var shipped = Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Where(reference => reference.Attribute("PrivateAssets") is null)
            .SelectMany(reference => NamesOf(reference.Attribute("Include")!.Value))
            .Distinct().ToList();

        shipped.ShouldContain("TorchSharp");
        shipped.Except(Licences.Keys).ShouldBeEmpty("packages without a row in THIRD-PARTY-NOTICES.md");
    }

    [Theory]
    [InlineData("Silo", "Experiments.Silo")]
    [InlineData("Client", "experiments")]
    public void Notices_NameEachPackageThatAProgramIsBuiltWith(string project, string program)
    {
        var built = Repository.PathOf("artifacts", "bin", project, "release", $"{program}.deps.json");
        if (!File.Exists(built)) Assert.Skip($"src/{project} is not built.");
        using var dependencies = JsonDocument.Parse(File.ReadAllText(built));
        var packages = dependencies.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/')[0]).ToList();

        packages.ShouldNotBeEmpty();
        packages.Except(Licences.Keys).ShouldBeEmpty("packages without a row in THIRD-PARTY-NOTICES.md");
    }

    [Fact]
    public void Notices_HaveTheTextOfEachLicence()
    {
        var texts = Section("Licence texts");
        foreach (var licence in Licences.Values.Distinct())
            texts.ShouldContain(
                licence switch
                {
                    "Apache-2.0" => "### Apache License 2.0",
                    "PostgreSQL" => "### PostgreSQL License",
                    _ => $"### {licence}"
                });
    }

    [Fact]
    public void Notices_NameFilesThatAreThere()
    {
        var files = Backticked().Matches(Section("In this repository")).Select(match => match.Groups[1].Value)
            .Where(name => name.Contains('/')).ToList();

        files.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var file in files) Path.Exists(Repository.PathOf(file)).ShouldBeTrue(file);
    }

    // The package of libtorch depends on the target platform.
    private static IEnumerable<string> NamesOf(string reference) => reference.Contains("$(TorchPlatform)")
        ? new[] { "linux-x64", "win-x64", "osx-arm64" }.Select(
            platform => reference.Replace("$(TorchPlatform)", platform))
        : [reference];

    private static string Section(string title) => Text.Split($"\n## {title}\n")[1].Split("\n## ")[0];

    [GeneratedRegex(@"^\| (?<package>[\w.-]+) \| (?<licence>[\w.-]+) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticked();
}
