using System.Text.Json;
using Experiments.Deploy.Tests.Support;

namespace Experiments.Deploy.Tests.Builds;

/// <summary>Checks which libtorch a build uses. Nothing is built, because libtorch for CUDA takes gigabytes.</summary>
public sealed class TorchBackendTests : IDisposable
{
    private readonly DirectoryInfo _artifacts = Directory.CreateTempSubdirectory("experiments-artifacts-");

    public void Dispose() => _artifacts.Delete(recursive: true);

    [Fact]
    public async Task Build_WithoutAChoice_IsForTheCpu() =>
        (await LibrariesAsync()).ShouldBe(["libtorch-cpu-linux-x64"]);

    [Fact]
    public async Task Build_AfterOneForCuda_IsForCudaUntilTheCpuIsChosen()
    {
        await KeepAsync("cuda");
        (await LibrariesAsync()).ShouldBe(["TorchSharp-cuda-linux"]);

        await KeepAsync("cpu");
        (await LibrariesAsync()).ShouldBe(["libtorch-cpu-linux-x64"]);
    }

    [Fact]
    public async Task Build_OfAnUnknownBackend_SaysWhichThereAre()
    {
        var refused = await Record.ExceptionAsync(
            () => MsbuildAsync("-t:RefuseUnknownTorchBackend", "-p:TorchBackend=CUDA12"));
        refused.ShouldNotBeNull().Message.ShouldContain("TorchBackend is cpu or cuda, not 'CUDA12'.");
    }

    // Runs the target that follows a build with this property.
    private Task<string> KeepAsync(string backend) => MsbuildAsync("-t:KeepTorchBackend", $"-p:TorchBackend={backend}");

    private async Task<IReadOnlyList<string>> LibrariesAsync()
    {
        var packages = JsonDocument.Parse(await MsbuildAsync("-getItem:PackageReference"));
        return
        [
            .. packages.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
                .Select(package => package.GetProperty("Identity").GetString()!)
                .Where(name => name.StartsWith("libtorch-") || name.StartsWith("TorchSharp-")),
        ];
    }

    private Task<string> MsbuildAsync(params string[] more) => Tool.RunAsync(
        "dotnet", "dotnet-sdk-10.0", Repository.Root,
        ["msbuild", "src/Training/Training.csproj", "-nologo", $"-p:ArtifactsPath={_artifacts.FullName}", .. more]);
}
