using Experiments.Contracts.Sweeps;
using Experiments.SweepFiles.Sections;

namespace Experiments.SweepFiles.Tests;

/// <summary>Checks where a program is searched for in a repository with sweep files in a separate folder.</summary>
public sealed class ProgramPlaceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("experiments-place-").FullName;
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("experiments-elsewhere-").FullName;

    public ProgramPlaceTests() => Directory.CreateDirectory(Path.Combine(_root, "configs", "sweeps"));

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_elsewhere, recursive: true);
    }

    private string Sweeps => Path.Combine(_root, "configs", "sweeps");

    private ProgramPlace Place(string? workingDirectory = null) => new(Sweeps, _elsewhere, workingDirectory);

    private void Add(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }

    [Fact]
    public void Having_FileInSeveralFolders_GivesThatOfTheSweepFileFirstThenTheCurrentThenThoseAbove()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
        foreach (var folder in new[] { _root, _elsewhere, Sweeps }) Add(folder, "scripts/train.py");

        Place().Having(["scripts/train.py"]).ShouldBe([Sweeps, _elsewhere, _root]);
    }

    /// <summary>In a folder such as /tmp another user may have created the repository.</summary>
    [Fact]
    public void Having_RepositoryThatEverybodyMayWriteTo_IsNoneOfTheUsers()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
        Add(_root, "train.py");
        Place().Having(["train.py"]).ShouldBe([_root]);
        if (OperatingSystem.IsWindows()) return;

        File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherWrite);

        Place().Having(["train.py"]).ShouldBeEmpty();
    }

    [Fact]
    public void Having_FileAboveASweepFileThatIsInNoRepository_IsNotFound()
    {
        Add(_root, "train.py");

        Place().Having(["train.py"]).ShouldBeEmpty();
        Place().ToString().ShouldBe($"'{Sweeps}', '{_elsewhere}'");
    }

    [Fact]
    public void Having_FileAboveTheRoot_IsNotFound()
    {
        Add(Path.Combine(_root, "configs"), ".git");
        Add(_root, "train.py");

        Place().Having(["train.py"]).ShouldBeEmpty();
        Place().ToString().ShouldBe($"'{Sweeps}', '{_elsewhere}', '{Path.Combine(_root, "configs")}'");
    }

    [Fact]
    public void Having_WorkingDirectory_IsLookedForInEach()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
        Add(_root, "src/train.py");

        Place("src").Having(["train.py"]).ShouldBe([Path.Combine(_root, "src")]);
        Place("src").Default.ShouldBe(Path.Combine(Sweeps, "src"));
    }

    [Theory]
    [InlineData("pkg/train.py")]
    [InlineData("pkg/train/__main__.py")]
    public void OfCommand_Module_IsWhereItCanBeImported(string file)
    {
        Add(_elsewhere, file);

        Place().OfCommand(["python", "-m", "pkg.train", "${args}"]).ShouldBe(_elsewhere);
    }

    [Theory]
    [InlineData("tools/train.py", "${args}")]
    [InlineData("--config", "tools/train.py")]
    public void OfCommand_FileAmongItsWords_IsFound(params string[] words)
    {
        Add(_elsewhere, "tools/train.py");

        Place().OfCommand(["python3", .. words]).ShouldBe(_elsewhere);
    }

    [Fact]
    public void OfCommand_NothingThatIsAnywhere_SaysNothing() =>
        Place().OfCommand(["python", "train.py", "/etc/passwd", "--data=x/y", "${args}"]).ShouldBeNull();

    [Fact]
    public void Read_ProgramAtTheRootOfItsRepository_RunsThere()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
        Add(_root, "scripts/train.py");

        var result = ReadSweep("program: scripts/train.py");

        ((WorkloadSpec.Program)result.Spec!.Workload).Directory.ShouldBe(_root);
        result.Missing.ShouldBeNull();
        result.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pkg/train.py")]
    [InlineData("pkg/train/__main__.py")]
    public void Read_ModuleAtTheRootOfItsRepository_RunsThere(string file)
    {
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
        Add(_root, file);

        var result = ReadSweep("program: pkg.train\ncommand: [python, -m, \"${program}\"]");

        ((WorkloadSpec.Program)result.Spec!.Workload).Directory.ShouldBe(_root);
    }

    [Fact]
    public void Read_ModuleThatIsNowhere_MayBeInstalled()
    {
        var result = ReadSweep("program: pkg.train\ncommand: [python, -m, \"${program}\"]");

        result.Missing.ShouldBeNull();
        result.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(
            $"{Sweeps}/sweep.yaml:1:10: warning: no module 'pkg.train' is in '{Sweeps}', "
            + $"'{Environment.CurrentDirectory}'; "
            + "it runs only if it is installed");
    }

    [Fact]
    public void Read_ProgramInTwoFolders_RunsBesideTheSweepFileAndWarns()
    {
        var here = Path.GetRelativePath(Environment.CurrentDirectory, typeof(ProgramPlaceTests).Assembly.Location);
        Add(Sweeps, here);

        var result = ReadSweep($"program: {here}");

        ((WorkloadSpec.Program)result.Spec!.Workload).Directory.ShouldBe(Sweeps);
        result.Warnings.ShouldHaveSingleItem().Message
            .ShouldStartWith($"'{here}' is in '{Sweeps}', where it will run, but also in the current folder");
    }

    [Fact]
    public void Read_ProgramWithAnAbsolutePath_RunsBesideTheSweepFile()
    {
        Add(_elsewhere, "train.py");

        var result = ReadSweep($"program: {Path.Combine(_elsewhere, "train.py")}");

        ((WorkloadSpec.Program)result.Spec!.Workload).Directory.ShouldBe(Sweeps);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Read_ProgramThatIsNowhere_SaysWhereItWasLookedFor()
    {
        Directory.CreateDirectory(Path.Combine(_root, ".git"));

        var result = ReadSweep("name: x\nprogram: scripts/trian.py");

        result.IsValid.ShouldBeTrue();
        result.Missing!.ToString().ShouldBe(
            $"{Sweeps}/sweep.yaml:2:10: this machine has no 'scripts/trian.py': it was looked for in '{Sweeps}', "
            + $"'{Environment.CurrentDirectory}', '{_root}/configs', '{_root}'; correct 'program' or "
            + "'working_directory'");
    }

    [Fact]
    public void Read_AssemblyThatIsNowhere_SaysSo() =>
        SweepFile.Parse(
            "workload: bin/My.dll:My.Workload\nmethod: random\nmetric: {name: x}\n", Path.Combine(Sweeps, "sweep.yaml"))
            .Missing!.Message.ShouldBe($"this machine has no '{Sweeps}/bin/My.dll'; build it, or correct 'workload'");

    private SweepFileResult ReadSweep(string lines)
    {
        var path = Path.Combine(Sweeps, "sweep.yaml");
        File.WriteAllText(path, $"{lines}\nmethod: random\n");
        return SweepFile.Read(path);
    }
}
