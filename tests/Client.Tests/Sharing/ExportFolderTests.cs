using Experiments.Client.Sharing;
using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Sharing;

public sealed class ExportFolderTests : IDisposable
{
    private readonly TestShell _shell = new();

    private string Target => Path.Combine(_shell.Home, "shared");

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_NewOrEmptyFolder_IsThereWhole(bool empty)
    {
        if (empty) Directory.CreateDirectory(Target);

        (await ExportFolder.WriteAsync(Target + "/", FillAsync)).ShouldBe(Target);

        File.ReadAllText(Path.Combine(Target, "file")).ShouldBe("whole");
        Directory.GetFileSystemEntries(_shell.Home).ShouldBe([Target]);
    }

    [Fact]
    public async Task Write_ThatFailsInTheMiddle_LeavesNothing()
    {
        var fault = await Should.ThrowAsync<UserErrorException>(() => ExportFolder.WriteAsync(Target, async partial =>
        {
            await FillAsync(partial);
            throw new IOException("No space left on device.");
        }));

        fault.Message.ShouldContain("No space left on device; name another folder");
        Directory.GetFileSystemEntries(_shell.Home).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_WhereSomethingIs_IsRefusedAndStays()
    {
        var file = _shell.Write("taken", "mine");

        (await Should.ThrowAsync<UserErrorException>(
            () => ExportFolder.WriteAsync(file, FillAsync))).Message.ShouldContain("is a file");
        (await Should.ThrowAsync<UserErrorException>(
            () => ExportFolder.WriteAsync(_shell.Home, FillAsync))).Message.ShouldContain("is not empty");
        File.ReadAllText(file).ShouldBe("mine");
    }

    private static Task FillAsync(string folder) => File.WriteAllTextAsync(Path.Combine(folder, "file"), "whole");
}
