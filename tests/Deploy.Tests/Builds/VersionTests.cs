using System.Text.Json;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Builds;

/// <summary>Checks which version a build of the sources has. Nothing is built.</summary>
public sealed class VersionTests
{
    private const string Project = "src/Search/Search.csproj";

    [Theory]
    [InlineData("1.2.3", "1.2.0.0", "1.2.3")]
    [InlineData("0.4.1-beta.2", "0.4.0.0", "0.4.1-beta.2")]
    public async Task Version_OfATag_IsThatOfAssembliesByMajorAndMinor(string version, string assembly, string package)
    {
        // MinVer, which finds the tag, is a package that must have been restored.
        if (!File.Exists(Repository.PathOf("artifacts", "obj", "Search", "project.assets.json")))
            Assert.Skip("src/Search is not built.");

        var built = await PropertiesAsync("-t:MinVer", $"-p:MinVerVersionOverride={version}");
        built("AssemblyVersion").ShouldBe(assembly);
        built("PackageVersion").ShouldBe(package);
    }

    [Fact]
    public async Task Version_WithoutARepository_IsThatOfNoRelease()
    {
        var built = await PropertiesAsync("-p:MinVerSkip=true");
        built("Version").ShouldBe("0.1.0-alpha.0");
        built("AssemblyVersion").ShouldBe("");
    }

    private static async Task<Func<string, string?>> PropertiesAsync(params string[] more)
    {
        var said = await Tool.RunAsync(
            "dotnet", "dotnet-sdk-10.0", Repository.Root,
            ["msbuild", Project, "-nologo", "-getProperty:Version", "-getProperty:AssemblyVersion",
                "-getProperty:PackageVersion", .. more]);
        var properties = JsonDocument.Parse(said).RootElement.GetProperty("Properties");
        return name => properties.GetProperty(name).GetString();
    }
}
