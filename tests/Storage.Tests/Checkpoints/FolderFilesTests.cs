using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Tests.Checkpoints;

public sealed class FolderFilesTests : CheckpointFilesSuite
{
    private readonly string _folder = Directory.CreateTempSubdirectory("experiments-files-").FullName;

    private string Checkpoints => Path.Combine(_folder, "checkpoints");

    private protected override async Task<ICheckpointFiles> OpenAsync() =>
        await Task.FromResult(new FolderFiles(Checkpoints));

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
        Directory.Delete(Checkpoints, recursive: true);
        foreach (var files in new[] { Files, new FolderFiles(Checkpoints) })
        {
            var fault = await Should.ThrowAsync<StoreUnreachableException>(
                () => files.OpenAsync("s/0-1-1.checkpoint", Cancel));
            DatabaseFaults.Explain("the database", fault)!.Message.ShouldBe(
                $"'{Checkpoints}' is not there, or is another folder than it was; set EXPERIMENTS_CHECKPOINTS to the "
                + "path of the shared folder on this machine, or try again later");
        }
    }

    [Fact]
    public async Task Write_FolderThatIsGone_IsUnreachableAndDoesNotCreateAnother()
    {
        await WriteAsync("s/0-1-1.checkpoint", 1);
        Directory.Delete(Checkpoints, recursive: true);
        await Should.ThrowAsync<StoreUnreachableException>(() => WriteAsync("s/0-2-1.checkpoint", 1));
        Directory.Exists(Checkpoints).ShouldBeFalse();
    }

    /// <summary>A volume that is no longer mounted leaves the empty folder that it was mounted to.</summary>
    [Fact]
    public async Task Open_VolumeThatIsNotMountedForAWhile_IsUnreachableMeanwhile()
    {
        await Files.CheckAsync(Cancel);
        await WriteAsync("s/0-1-1.checkpoint", 1);
        Directory.Move(Checkpoints, Checkpoints + ".volume");
        Directory.CreateDirectory(Checkpoints);

        await Should.ThrowAsync<StoreUnreachableException>(() => Files.OpenAsync("s/0-1-1.checkpoint", Cancel));
        await Should.ThrowAsync<StoreUnreachableException>(() => WriteAsync("s/0-2-1.checkpoint", 1));
        Directory.EnumerateFileSystemEntries(Checkpoints).ShouldBeEmpty();

        Directory.Delete(Checkpoints);
        Directory.Move(Checkpoints + ".volume", Checkpoints);
        await using var found = await Files.OpenAsync("s/0-1-1.checkpoint", Cancel);
        found.ShouldNotBeNull();
    }

    /// <summary>Folders of earlier versions have no mark until a silo starts.</summary>
    [Fact]
    public async Task Open_FolderWithoutAMark_FindsFilesAndMissesOthers()
    {
        Directory.CreateDirectory(Path.Combine(Checkpoints, "s"));
        await File.WriteAllTextAsync(Path.Combine(Checkpoints, "s", "0-1-1.checkpoint"), "x", Cancel);
        await using var found = await Files.OpenAsync("s/0-1-1.checkpoint", Cancel);
        found.ShouldNotBeNull();
        (await Files.OpenAsync("s/0-2-1.checkpoint", Cancel)).ShouldBeNull();
    }
}
