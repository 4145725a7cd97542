namespace Experiments.EndToEnd.Tests.Shells;

/// <summary>The script <c>experiments</c> of an installation that its users cannot write to.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly DirectoryInfo _installation = Directory.CreateTempSubdirectory("experiments-shared-");

    public LauncherTests()
    {
        Write("src/Program.cs", "");
        Write("global.json", "");
        Write("Directory.Build.props", "");
        Write("artifacts/.built", "");
        Write("artifacts/bin/Client/release/experiments", "#!/bin/sh\necho \"as $EXPERIMENTS_CALLED: $*\"\n");
        File.Copy(Programs.FileOf("experiments"), FileOf("experiments"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                _installation.FullName,
                OthersMayRead | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static UnixFileMode OthersMayRead =>
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public void Dispose() => _installation.Delete(recursive: true);

    [Fact]
    public async Task Start_BuiltAndNotWritable_RunsAndPassesHowItWasCalled()
    {
        await using var machine = await Machine.OfNobodyAsync();

        (await RunAsync(machine, $"cd {_installation.FullName} && ./experiments ls --limit 3")).ShouldExitWith(0)
            .Output.ShouldBe("as ./experiments: ls --limit 3\n");
        (await RunAsync(machine, $"PATH={_installation.FullName}:$PATH; experiments ls")).ShouldExitWith(0)
            .Output.ShouldBe("as : ls\n");
    }

    [Fact]
    public async Task Start_ChangedAndNotWritable_SaysWhoHasToBuild()
    {
        await using var machine = await Machine.OfNobodyAsync();
        File.SetLastWriteTimeUtc(FileOf("src/Program.cs"), DateTime.UtcNow.AddMinutes(1));

        (await RunAsync(machine, $"PATH=$PATH:{FakeSdk()}; {FileOf("experiments")} ls"))
            .ShouldFailInOneSentence(_installation.FullName, "must be built");
    }

    private static Task<CliResult> RunAsync(Machine machine, string line) =>
        machine.StartShell(line).WaitForExitAsync();

    // Whether the SDK of this machine is open to all users is not what is tested.
    private string FakeSdk()
    {
        Write("sdk/dotnet", "#!/bin/sh\nexit 1\n");
        return FileOf("sdk");
    }

    private string FileOf(string name) => Path.Combine(_installation.FullName, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(name))!);
        File.WriteAllText(FileOf(name), text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FileOf(name), OthersMayRead | UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
