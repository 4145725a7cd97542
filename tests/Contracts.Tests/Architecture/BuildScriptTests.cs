using System.Diagnostics;
using Experiments.Testing.Machines;

namespace Experiments.Contracts.Tests.Architecture;

/// <summary>Runs a copy of <c>./experiments</c> with a stand-in for dotnet, which notes how it was called.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-build-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Build_CompilerCanBeHad_CompilesAheadOnce()
    {
        await using var script = Start("");
        (await script.WaitForExitAsync()).ShouldExitWith(0).Output.ShouldBe("<ls>\n");
        (await CallsAsync()).ShouldBe([true]);
    }

    [Fact]
    public async Task Build_CompilerOutOfReach_BuildsWithoutIt()
    {
        await using var script = Start(
            "case $* in *CompileAhead*) echo 'error NU1101: no such package'; exit 1 ;; esac");
        (await script.WaitForExitAsync()).ShouldExitWith(0).Output.ShouldBe("<ls>\n");
        (await CallsAsync()).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Build_CodeIsWrong_SaysSoAfterOneBuild()
    {
        await using var script = Start("echo 'A.cs(1,1): error CS1002: ; expected'; exit 1");
        (await script.WaitForExitAsync()).ShouldExitWith(1).Errors.ShouldContain("error CS1002");
        (await CallsAsync()).ShouldBe([true]);
    }

    // Whether each build was asked to compile ahead.
    private async Task<IEnumerable<bool>> CallsAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "calls"), TestContext.Current.CancellationToken))
            .Select(call => call.Contains("CompileAhead=true"));

    private CliProcess Start(string dotnet)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a Unix shell.");
        var program = _folder.CreateSubdirectory("artifacts/bin/Client/release").FullName;
        _folder.CreateSubdirectory("src");
        foreach (var file in new[] { "global.json", "Directory.Build.props" })
            File.WriteAllText(Path.Combine(_folder.FullName, file), "");
        File.Copy(Programs.FileOf("experiments"), Path.Combine(_folder.FullName, "script"));
        Write(Path.Combine(program, "experiments"), "echo \"<$*>\"");
        Write(Path.Combine(_folder.FullName, "dotnet"), $"echo \"$*\" >>'{_folder.FullName}/calls'\n{dotnet}");
        var start = new ProcessStartInfo(Path.Combine(_folder.FullName, "script"), ["ls"]);
        start.Environment["PATH"] = $"{_folder.FullName}:{start.Environment["PATH"]}";
        start.Environment.Remove("EXPERIMENTS_SKIP_BUILD");
        return new CliProcess(start);
    }

    private static void Write(string file, string script)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
