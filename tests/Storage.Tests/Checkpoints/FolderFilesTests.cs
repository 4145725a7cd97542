using Experiments.Storage.Checkpoints;

namespace Experiments.Storage.Tests.Checkpoints;

public sealed class FolderFilesTests : CheckpointFilesSuite
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-files-").FullName;

    private protected override async Task<ICheckpointFiles> OpenAsync() =>
        await Task.FromResult(new FolderFiles(Path.Combine(_folder, "checkpoints")));

    protected override void Age(TimeSpan by)
    {
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file) - by);
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Open_FolderThatIsGone_SaysSoAndIsNotAMissingFile()
    {
        await WriteAsync("s/0-1-1.checkpoint", 1);
        Directory.Delete(Path.Combine(_folder, "checkpoints"), recursive: true);
        (await Should.ThrowAsync<UserErrorException>(() => Files.OpenAsync("s/0-1-1.checkpoint", Cancel))).Message
            .ShouldContain("EXPERIMENTS_CHECKPOINTS");
    }
}
