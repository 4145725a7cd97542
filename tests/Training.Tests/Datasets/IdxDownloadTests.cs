using System.Collections.Concurrent;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Datasets;

public class IdxDownloadTests
{
    [Fact]
    public async Task LoadAsync_NothingHere_DownloadsOnceIntoTheCacheAndTellsHowFar()
    {
        using var tiny = new TinyIdx { Mirror = TinyIdx.Whole };
        var told = new Told();

        await tiny.LoadAsync(told);
        await tiny.LoadAsync(told);

        tiny.Asked.Count.ShouldBe(4);
        told.Lines.ShouldContain("downloading https://first.test/train-images.gz: 100%");
        Directory.GetFiles(tiny.Cache, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order()
            .ShouldBe(["test-images.gz", "test-labels.gz", "train-images.gz", "train-labels.gz"]);
    }

    [Fact]
    public async Task LoadAsync_FirstMirrorIsDownOrWrong_AsksTheNext()
    {
        using var tiny = new TinyIdx();
        tiny.Mirror = uri => uri.Host == "second.test" ? TinyIdx.Whole(uri)
            : uri.AbsolutePath.Contains("images", StringComparison.Ordinal) ? null : [1, 2, 3];

        (await tiny.LoadAsync()).Test("cpu").Count.ShouldBe(6);
    }

    [Fact]
    public async Task LoadAsync_NoMirrorHasIt_SaysHowToGoOnAndLeavesNothing()
    {
        using var tiny = new TinyIdx();

        var error = await tiny.LoadAsync().ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldBe(
            "dataset 'tiny' cannot be downloaded: https://second.test/train-images.gz answers 404; check "
            + "the network, " +
            "or put its files into a folder 'tiny' and set EXPERIMENTS_DATA to the folder above it");
        Directory.GetFiles(tiny.Cache, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task LoadAsync_CacheCannotBeWritten_SaysSo()
    {
        using var tiny = new TinyIdx { Mirror = TinyIdx.Whole };
        await File.WriteAllTextAsync(tiny.Cache, "a file where the folder should be", CancellationToken.None);

        var error = await tiny.LoadAsync().ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldStartWith($"dataset 'tiny' cannot be stored in '{Path.Combine(tiny.Cache, "tiny")}'");
        error.Message.ShouldContain("EXPERIMENTS_HOME");
    }

    [Fact]
    public async Task LoadAsync_SeveralAtOnce_AllSucceed()
    {
        using var tiny = new TinyIdx { Mirror = TinyIdx.Whole };

        var loads = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => tiny.LoadAsync())));

        loads.Select(load => load.Sha256).Distinct().ShouldHaveSingleItem();
        Directory.GetFiles(tiny.Cache, "*", SearchOption.AllDirectories).Length.ShouldBe(4);
    }

    private sealed class Told : IProgress<string>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Report(string value) => Lines.Enqueue(value);
    }
}
