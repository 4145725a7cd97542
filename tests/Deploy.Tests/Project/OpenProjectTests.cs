using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Deploy.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Experiments.Deploy.Tests.Project;

/// <summary>Checks the files that services and tools expect in an open-source project.</summary>
public sealed partial class OpenProjectTests
{
    public static TheoryData<string> YamlFiles =>
        [.. Directory.GetFiles(Repository.PathOf(".github"), "*.yml", SearchOption.AllDirectories)
            .Select(Relative).Order()];

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md"))
            .Select(Relative).Order()];

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public void Yaml_OfGitHub_CanBeRead(string file) => Read(file).Children.ShouldNotBeEmpty();

    [Fact]
    public void Workflow_OfCi_RunsWhatRunsEverywhereElse() =>
        File.ReadAllText(Repository.PathOf(".github", "workflows", "ci.yml")).ShouldContain(" .ci/run\n");

    [Fact]
    public void Dependabot_LooksWhereThereIsSomething()
    {
        var folders = ((YamlSequenceNode)Read(".github/dependabot.yml")["updates"])
            .ToDictionary(
                update => update["package-ecosystem"].ToString(), update => update["directory"].ToString().Trim('/'));

        folders.Keys.ShouldBe(["nuget", "github-actions", "docker", "docker-compose"]);
        File.Exists(Repository.PathOf(folders["nuget"], "Directory.Packages.props")).ShouldBeTrue();
        File.Exists(Repository.PathOf(folders["docker"], "Dockerfile")).ShouldBeTrue();
        File.Exists(Repository.PathOf(folders["docker-compose"], "compose.yaml")).ShouldBeTrue();
    }

    [Fact]
    public void Devcontainer_CanBeRead()
    {
        using var container = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf(".devcontainer", "devcontainer.json")),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        container.RootElement.GetProperty("image").GetString().ShouldNotBeNull().ShouldContain("dotnet:10.0");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfPage_LeadSomewhere(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        Link().Matches(File.ReadAllText(Repository.PathOf(page)))
            .Select(link => (link.Groups[1].Value + link.Groups[2].Value).Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':') && !Path.Exists(Path.Combine(folder, target)))
            .ShouldBeEmpty(page);
    }

    private static YamlMappingNode Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Repository.PathOf(file));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);

    // Links in Markdown, [text](target), and images in HTML.
    [GeneratedRegex("""\]\(([^)\s]+)\)|<img src="([^"]+)""")]
    private static partial Regex Link();
}
