using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Datasets;

public class IdxStoreTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadAsync_FilesInTheDataFolder_AreReadPlainOrCompressed(bool compressed)
    {
        using var tiny = new TinyIdx();
        tiny.PutAll(tiny.Data, compressed);

        var data = await tiny.LoadAsync();

        data.Train(null, "cpu").Count.ShouldBe(10);
        data.Validation("cpu").Count.ShouldBe(2);
        data.Test("cpu").Count.ShouldBe(6);
        tiny.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task LoadAsync_SameContentPlainAndCompressed_HasOneChecksum()
    {
        using var plain = new TinyIdx();
        using var packed = new TinyIdx();
        plain.PutAll(plain.Data, compressed: false);
        packed.PutAll(packed.Cache, compressed: true);

        (await plain.LoadAsync()).Sha256.ShouldBe((await packed.LoadAsync()).Sha256);
    }

    public static TheoryData<string, string, byte[], string> Damages() => new(
        ("train-images.gz", "train-images.gz", TinyIdx.Compressed(TinyIdx.Images(12))[..^40], "is damaged"),
        ("train-images.gz", "train-images.gz", [1, 2, 3], "is damaged"),
        ("train-images.gz", "train-images.gz", [], "is damaged"),
        ("train-images", "train-images", TinyIdx.Images(12)[..^1], "it holds 9407 bytes of data, not 9408"),
        ("train-images", "train-images", [.. TinyIdx.Images(12), 0], "it holds 9409 bytes of data, not 9408"),
        ("train-images", "train-images", TinyIdx.Images(11), "its dimension 1 is 11, not 12"),
        ("train-images", "train-images", TinyIdx.Labels(12), "it is not an IDX file of bytes with 3 dimensions"),
        ("train-labels", "train-labels", [.. TinyIdx.Labels(12)[..^1], 10], "its label 11 is 10, not 0 to 9"),
        ("test-labels", "test-labels", [0, 0, 9, 1], "it is not an IDX file of bytes with 1 dimensions"));

    [Theory, MemberData(nameof(Damages))]
    public async Task LoadAsync_DamagedFile_NamesItAndSaysWhatToDo(
        string name, string file, byte[] content, string said)
    {
        using var tiny = new TinyIdx();
        tiny.PutAll(tiny.Cache, compressed: false);
        File.Delete(Path.Combine(tiny.Cache, "tiny", name.Replace(".gz", "")));
        var path = tiny.Put(tiny.Cache, file, content);

        var error = await tiny.LoadAsync().ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldContain(said);
        error.Message.ShouldContain($"'{path}'");
        error.Message.ShouldContain("delete it");
    }

    [Fact]
    public async Task LoadAsync_WholeFileOfOtherContent_IsRefusedByItsChecksum()
    {
        using var tiny = new TinyIdx(sha256: new string('0', 64));
        tiny.PutAll(tiny.Data, compressed: false);

        (await tiny.LoadAsync().ShouldThrowAsync<UserErrorException>()).Message.ShouldContain("SHA-256 differs");
    }
}
