using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Storage.Checkpoints;

namespace Experiments.Storage.Tests.Checkpoints;

/// <summary>Tests the contract of <see cref="ICheckpointFiles"/>.</summary>
public abstract class CheckpointFilesSuite : IAsyncLifetime
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected ICheckpointFiles Files { get; private set; } = null!;

    private protected abstract Task<ICheckpointFiles> OpenAsync();

    /// <summary>Makes everything that was written older.</summary>
    protected abstract void Age(TimeSpan by);

    public async ValueTask InitializeAsync() => Files = await OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(70 << 20)]
    public async Task Write_Content_IsReadBackAndHashed(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        using var content = await ScratchContent.CreateAsync(
            Path.GetTempPath(), async stream => await stream.WriteAsync(bytes, Cancel));
        (await Files.WriteAsync("s/0-1-1.checkpoint", content, Cancel)).ShouldBe(SHA256.HashData(bytes));
        (await ReadAsync("s/0-1-1.checkpoint")).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task Write_SameNameAgain_ReplacesIt()
    {
        await WriteAsync("s/0-1-1.checkpoint", 1, 2);
        await WriteAsync("s/0-1-1.checkpoint", 3);
        (await ReadAsync("s/0-1-1.checkpoint")).ShouldBe([3]);
    }

    [Fact]
    public async Task Open_NoSuchFile_IsNull()
    {
        await WriteAsync("s/0-1-1.checkpoint", 1);
        (await Files.OpenAsync("s/0-2-1.checkpoint", Cancel)).ShouldBeNull();
        (await Files.OpenAsync("t/0-1-1.checkpoint", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_File_IsGone()
    {
        await WriteAsync("s/0-1-1.checkpoint", 1);
        await Files.DeleteAsync("s/0-1-1.checkpoint");
        await Files.DeleteAsync("s/0-1-1.checkpoint");
        (await Files.OpenAsync("s/0-1-1.checkpoint", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task List_BeforeATime_NamesTheOlderFiles()
    {
        await WriteAsync("s/0-1-1.checkpoint", 1);
        await WriteAsync("t/0-2-1.checkpoint", 1);
        Age(TimeSpan.FromHours(2));
        await WriteAsync("t/0-3-1.checkpoint", 1);
        var before = DateTimeOffset.UtcNow - TimeSpan.FromHours(1);
        (await Files.ListAsync(before, Cancel).Select(file => file.Name).Order().ToListAsync(Cancel))
            .ShouldBe(["s/0-1-1.checkpoint", "t/0-2-1.checkpoint"]);
    }

    [Fact]
    public async Task Check_StoreThatCanBeWritten_LeavesNothing()
    {
        await Files.CheckAsync(Cancel);
        (await Files.ListAsync(DateTimeOffset.UtcNow.AddDays(1), Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
    }

    private protected Task<byte[]> WriteAsync(string name, params byte[] data) =>
        Files.WriteAsync(name, data, Cancel);

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stream = (await Files.OpenAsync(name, Cancel)).ShouldNotBeNull();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }
}
