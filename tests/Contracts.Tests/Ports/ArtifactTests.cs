using Experiments.Contracts.Ports.Persistence.Artifacts;

namespace Experiments.Contracts.Tests.Ports;

public sealed class ArtifactTests
{
    [Theory]
    [InlineData("model.pt")]
    [InlineData("plots/epoch 3/ü 损失.png")]
    [InlineData(".hidden/..two-dots/...")]
    [InlineData("C:not-a-drive-here")]
    public void IsSafe_RelativePath_IsTrue(string path) => ArtifactPath.IsSafe(path).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\..\\b")]
    [InlineData("a\nb")]
    [InlineData("a\u001B[2J")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("gnp.\u202Eexe")]
    [InlineData("\uFFFD")]
    public void IsSafe_PathThatLeadsElsewhereOrMisleads_IsFalse(string path) =>
        ArtifactPath.IsSafe(path).ShouldBeFalse();

    // Attributes cannot contain it.
    [Fact]
    public void IsSafe_NoUnicode_IsFalse() => ArtifactPath.IsSafe("a\uD800").ShouldBeFalse();

    [Fact]
    public void IsSafe_Lengths_AreThoseOfFileSystemsAndIndexes()
    {
        ArtifactPath.IsSafe(new('a', 255)).ShouldBeTrue();
        ArtifactPath.IsSafe(new('a', 256)).ShouldBeFalse();
        ArtifactPath.IsSafe(new('ü', 128)).ShouldBeFalse();
        ArtifactPath.IsSafe(string.Join('/', Enumerable.Repeat("123456789", 100))).ShouldBeTrue();
        ArtifactPath.IsSafe(string.Join('/', Enumerable.Repeat("123456789", 101))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 1L << 30, 1_000)]
    [InlineData(" ", 1L << 30, 1_000)]
    [InlineData("4GiB", 4L << 30, 1_000)]
    [InlineData("20MB 5", 20_000_000L, 5)]
    [InlineData("none", 0L, 0)]
    public void FromEnvironment_Value_IsRead(string? value, long bytes, int files)
    {
        var limits = ArtifactLimits.FromEnvironment(name => name == "EXPERIMENTS_ARTIFACTS" ? value : null);
        limits.ShouldBe(new(bytes, files));
        limits.KeepsNone.ShouldBe(bytes == 0);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("4GiB many")]
    [InlineData("4GiB 0")]
    [InlineData("4GiB 100001")]
    [InlineData("4GiB 5 6")]
    [InlineData("none 5")]
    [InlineData("1kB")]
    public void FromEnvironment_SomethingElse_SaysWhatItMayBe(string value) =>
        Should.Throw<UserErrorException>(() => ArtifactLimits.FromEnvironment(_ => value)).Message.ShouldBe(
            $"EXPERIMENTS_ARTIFACTS is '{value}', but must be the size and optionally the number of files that a trial "
            + "may keep, such as '4GiB' or '4GiB 5000' (at most 100000), or 'none'");
}
