using System.Text.Json;
using System.Xml.Linq;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Builds;

public sealed class BillOfMaterialsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-sbom-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_OfThePrograms_NamesThePackagesThatTheyAreBuiltWith()
    {
        await Tool.RunAsync(Repository.PathOf("deploy", "sbom"), "dotnet", Repository.Root, _folder, "1.2.3");

        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(
                package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
        foreach (var (program, packages) in new Dictionary<string, string[]>
        {
            ["silo"] = ["TorchSharp", "Npgsql", "Microsoft.Orleans.Server", "YamlDotNet"],
            ["client"] = ["Spectre.Console", "SkiaSharp", "Npgsql", "System.CommandLine"],
        })
        {
            using var file = JsonDocument.Parse(
                File.ReadAllText(Path.Combine(_folder, $"{program}.cdx.json")));
            file.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString()
                .ShouldBe("1.2.3");
            var found = file.RootElement.GetProperty("components").EnumerateArray().ToDictionary(
                component => component.GetProperty("name").GetString()!,
                component => component.GetProperty("version").GetString());
            foreach (var package in packages) found[package].ShouldBe(versions[package], package);
            found.Keys.ShouldNotContain(name => name.StartsWith("xunit"));
        }
    }

    [Fact]
    public void Programs_ThatAreHandedOut_HaveOne()
    {
        File.ReadAllText(Repository.PathOf("deploy", "docker", "Dockerfile")).ShouldContain(
            "deploy/sbom /app/sbom $VERSION");
        File.ReadAllText(Repository.PathOf("release")).ShouldContain("deploy/sbom \"$staging/sbom\"");
    }
}
