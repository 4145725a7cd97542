using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Tests.Architecture;

/// <summary>
/// Checks the references between the source projects in the project files. A new reference is a decision: see docs/adr.
/// </summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Workloads"] = [],
        ["Search"] = ["Workloads"],
        ["Contracts"] = ["Search", "Workloads"],
        ["ApiClient"] = ["Workloads"],
        ["SweepFiles"] = ["Contracts", "Search", "Workloads"],
        ["TorchWorkloads"] = ["Workloads"],
        ["Training"] = ["Contracts", "TorchWorkloads"],
        ["Storage"] = ["Contracts", "Workloads"],
        ["Grains"] = ["Contracts", "Search"],
        ["Changes"] = ["Contracts", "SweepFiles", "Storage"],
        // References Training to open datasets and models, docs/adr/0020, and Web to serve the page, docs/adr/0060.
        ["Client"] = ["ApiClient", "Changes", "Contracts", "SweepFiles", "Storage", "Training", "Web"],
        // References Training to show datasets and to open models, docs/adr/0067.
        ["Web"] = ["Changes", "Contracts", "Storage", "Training"],
        ["Silo"] = ["Contracts", "Search", "Training", "Storage", "Grains", "Web"],
    };

    // Checks code while it is compiled, and is no part of what is packed.
    private const string PublicApi = "Microsoft.CodeAnalysis.PublicApiAnalyzers";

    public static TheoryData<string> Projects => new(Directory.GetDirectories(Source()).Select(Path.GetFileName)!);

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfProject_GoOnlyTheAllowedWay(string project)
    {
        Allowed.ShouldContainKey(project);
        References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
            .ShouldBeSubsetOf(Allowed[project]);
    }

    [Theory]
    [InlineData("Search")]
    [InlineData("Workloads")]
    public void Packages_OfPureProject_AreNone(string project) =>
        References(project, "PackageReference").ShouldBeSubsetOf([PublicApi]);

    /// <summary>
    /// A reference may also come from a props file in a parent folder, so the compiled assembly is checked.
    /// </summary>
    [Fact]
    public void Packages_OfSearch_AreNone() =>
        typeof(SearchSpec).Assembly.GetReferencedAssemblies().Select(reference => reference.Name)
            .Where(name => !name!.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBe(["Experiments.Workloads"]);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Source(), project, project + ".csproj"))
            .Descendants(kind).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string Source([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "src"));
}
