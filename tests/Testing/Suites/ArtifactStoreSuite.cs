using System.Security.Cryptography;
using System.Text;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Testing.Builders;

namespace Experiments.Testing.Suites;

/// <summary>Tests the contract of <see cref="IArtifactStore"/>.</summary>
public abstract class ArtifactStoreSuite : StorageSuite
{
    [Fact]
    public async Task Save_Files_ReadsThemBackByPath()
    {
        var trial = await BeginAsync();
        await KeepAsync(trial, 1, "plots/b.txt", "bees ü");
        await KeepAsync(trial, 1, "empty", "");
        await KeepAsync(trial, 1, "a.txt", "bees ü");
        (await Storage.ReadArtifactsAsync(trial)).ShouldBe(
            [new("a.txt", 1, "bees ü"), new("empty", 1, ""), new("plots/b.txt", 1, "bees ü")]);
    }

    [Fact]
    public async Task Save_SameAgain_ChangesNothing()
    {
        var trial = await BeginAsync();
        for (var i = 0; i < 2; i++) await KeepAsync(trial, 1, "a", "one");
        (await Storage.ReadArtifactsAsync(trial)).ShouldBe([new("a", 1, "one")]);
    }

    [Fact]
    public async Task Save_NextAttempt_ReplacesFilesOfTheSameNameAndKeepsTheOthers()
    {
        var trial = await BeginAsync();
        await KeepAsync(trial, 1, "a", "one");
        await KeepAsync(trial, 1, "b", "one");
        await CommitAsync(trial, SweepSteps.Begin(3, 0, 2));
        await KeepAsync(trial, 2, "a", "two");
        (await Storage.ReadArtifactsAsync(trial)).ShouldBe([new("a", 2, "two"), new("b", 1, "one")]);
    }

    [Fact]
    public async Task Save_OlderAttempt_IsRefused()
    {
        var trial = await BeginAsync();
        await CommitAsync(trial, SweepSteps.Begin(3, 0, 2));
        (await SaveAsync(trial, 1, "a", "late")).Outcome.ShouldBe(ArtifactOutcome.Refused);
        (await Storage.ReadArtifactsAsync(trial)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_AttemptOfATrialThatHasEnded_IsRefused()
    {
        var trial = await BeginAsync();
        await CommitAsync(trial, SweepSteps.Complete(3, 0, 0.5));
        (await SaveAsync(trial, 1, "a", "late")).Outcome.ShouldBe(ArtifactOutcome.Refused);
        (await Storage.ReadArtifactsAsync(trial)).ShouldBeEmpty();
    }

    /// <summary>The trial's status changes at its rung, and its program ends after that.</summary>
    [Fact]
    public async Task Save_AttemptThatWasStoppedAtARung_IsKept()
    {
        var trial = await BeginAsync();
        await CommitAsync(trial, SweepSteps.Prune(3, 0, 0.5));
        await KeepAsync(trial, 1, "a", "stopped");
        (await Storage.ReadArtifactsAsync(trial)).ShouldBe([new("a", 1, "stopped")]);
    }

    [Fact]
    public async Task Save_HashOfOtherContent_IsChangedAndStoresNothing()
    {
        var trial = await BeginAsync();
        var file = new ArtifactFile("a", SHA256.HashData("before"u8), Encoding.UTF8.GetBytes("after"));
        (await Storage.Artifacts.SaveAsync(trial, 1, file, ArtifactLimits.Default, Cancel)).Outcome
            .ShouldBe(ArtifactOutcome.Changed);
        (await Storage.ReadArtifactsAsync(trial)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_MoreThanTheLimits_RemovesFilesOfEarlierAttempts()
    {
        var trial = await BeginAsync();
        foreach (var name in new[] { "a", "b", "c" }) await KeepAsync(trial, 1, name, "old");
        await CommitAsync(trial, SweepSteps.Begin(3, 0, 2));
        (await SaveAsync(trial, 2, "d", "new", new(1 << 20, 3))).Removed.ShouldBe(["c"]);
        (await SaveAsync(trial, 2, "e", "longer", new(12, 9))).Removed.ShouldBe(["b"]);
        (await Storage.ReadArtifactsAsync(trial)).ShouldBe(
            [new("a", 1, "old"), new("d", 2, "new"), new("e", 2, "longer")]);
    }

    /// <summary>A name cannot be that of a file and of a folder where they are written.</summary>
    [Fact]
    public async Task Save_FolderWithTheNameOfAnEarlierFile_RemovesTheFile()
    {
        var trial = await BeginAsync();
        foreach (var path in new[] { "a", "ab", "b/c/d", "b/x" }) await KeepAsync(trial, 1, path, "old");
        await CommitAsync(trial, SweepSteps.Begin(3, 0, 2));
        (await SaveAsync(trial, 2, "a/b", "new")).Removed.ShouldBe(["a"]);
        (await SaveAsync(trial, 2, "b/c", "new")).Removed.ShouldBe(["b/c/d"]);
        (await Storage.ReadArtifactsAsync(trial)).Select(one => one.Path).ShouldBe(["a/b", "ab", "b/c", "b/x"]);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/etc/passwd")]
    [InlineData("a/./b")]
    [InlineData("a\nb")]
    public async Task Save_PathThatLeadsElsewhere_Throws(string path)
    {
        var trial = await BeginAsync();
        await Should.ThrowAsync<ArgumentException>(() => SaveAsync(trial, 1, path, "x"));
    }

    private async Task KeepAsync(TrialId trial, int attempt, string path, string text) =>
        (await SaveAsync(trial, attempt, path, text)).Outcome.ShouldBe(ArtifactOutcome.Kept);

    private Task<ArtifactReceipt> SaveAsync(
        TrialId trial, int attempt, string path, string text, ArtifactLimits? limits = null)
    {
        var data = Encoding.UTF8.GetBytes(text);
        return Storage.Artifacts.SaveAsync(
            trial, attempt, new(path, SHA256.HashData(data), data), limits ?? ArtifactLimits.Default, Cancel);
    }

    private async Task<TrialId> BeginAsync() => new((await Storage.BeginSweepAsync(trials: 1)).Key, 0);

    private Task CommitAsync(TrialId trial, SearchStep step) =>
        Storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [step]), Cancel);
}
