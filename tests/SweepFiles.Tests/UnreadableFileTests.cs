using System.Runtime.Versioning;

namespace Experiments.SweepFiles.Tests;

public class UnreadableFileTests
{
    [Theory]
    [InlineData("nowhere.yaml")]
    [InlineData("no/such/folder.yaml")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Read_NoSuchFile_SaysSo(string path) =>
        SweepFile.Read(path).Errors.ShouldHaveSingleItem().ToString().ShouldBe($"{path}: there is no such file");

    [Fact]
    public void Read_Directory_SaysSo() =>
        SweepFile.Read(AppContext.BaseDirectory).Errors.ShouldHaveSingleItem().Message.ShouldStartWith(
            "is a directory");

    [Fact]
    public void Read_PartOfThePathIsAFile_SaysSo()
    {
        var path = Path.Combine(SweepTexts.Examples, "quickstart.yaml", "x.yaml");

        SweepFile.Read(path).Errors.ShouldHaveSingleItem().Line.ShouldBe(0);
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public void Read_NotPermitted_SaysSo()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        var path = Path.GetTempFileName();
        try
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
            SweepFile.Read(path).Errors.ShouldHaveSingleItem().Message.ShouldBe("cannot be read: permission denied");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
