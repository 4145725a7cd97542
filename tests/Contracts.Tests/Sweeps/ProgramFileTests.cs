using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Tests.Sweeps;

public sealed class ProgramFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-program-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void PathsOf_FileThatTheCommandNames_IsItsPath()
    {
        ProgramFile.PathsOf(Program("src/train.py", [.. CommandMacros.DefaultCommand])).ShouldBe(["src/train.py"]);
        ProgramFile.PathsOf(Program("train.py", "python", "--file=${program}")).ShouldBe(["train.py"]);
    }

    [Fact]
    public void PathsOf_FileThatTheCommandDoesNotName_AreNone()
    {
        ProgramFile.PathsOf(Program("train.py", "python", "other.py")).ShouldBeEmpty();
        ProgramFile.PathsOf(Program("train.py", "python", "$${program}")).ShouldBeEmpty();
        ProgramFile.PathsOf(Program(null, "python", "${program}")).ShouldBeEmpty();
    }

    [Fact]
    public void PathsOf_Module_AreWherePythonLooks()
    {
        var module = Program("train.digits", "python", "-m", "${program}");
        ProgramFile.IsModule(module).ShouldBeTrue();
        ProgramFile.PathsOf(module).ShouldBe(
            [Path.Combine("train", "digits.py"), Path.Combine("train", "digits", "__main__.py")]);
    }

    [Theory]
    [InlineData("${program}", "-m")]
    [InlineData("python", "${program}")]
    [InlineData("-m", "x", "${program}")]
    public void IsModule_ProgramDoesNotFollowTheOption_IsNone(params string[] command) =>
        ProgramFile.IsModule(Program("train", command)).ShouldBeFalse();

    [Fact]
    public void ModulesIn_Command_AreThoseAfterTheOption() =>
        ProgramFile.ModulesIn(["python", "-m", "accelerate.launch", "-m", "train", "x", "-m"])
            .ShouldBe(["accelerate.launch", "train"]);

    [Fact]
    public void Find_SeveralPaths_IsTheFirstAtWhichThereIsAFile()
    {
        ProgramFile.Find(_folder, ["a", "b"]).ShouldBeNull();
        File.WriteAllText(Path.Combine(_folder, "b"), "");
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        ProgramFile.Find(_folder, ["a", "b"]).ShouldBe(Path.Combine(_folder, "b"));
    }

    private static WorkloadSpec.Program Program(string? file, params string[] command) =>
        new(file, [.. command]) { Directory = "/" };
}
