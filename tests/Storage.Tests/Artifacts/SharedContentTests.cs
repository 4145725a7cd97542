using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Databases;
using Experiments.Storage.Keeping;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Artifacts;

/// <summary>Content that one transaction adds to a trial while another deletes its last artifact.</summary>
public sealed class SharedContentTests(SharedPostgres postgres)
{
    private readonly TaskCompletionSource _begun = new();
    private readonly TaskCompletionSource _mayEnd = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_ContentThatJustGetsAnArtifact_StaysWithIt()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var (doomed, kept) = (await BeginAsync(storage, "doomed"), await BeginAsync(storage, "kept"));
        await KeepAsync(storage, doomed, "a", 1);
        await EndAsync(storage, doomed);

        var adding = HoldAsync(storage, connection => connection.ExecuteAsync(
            """
            insert into artifacts (trial_id, path, attempt, size, sha256)
            select @kept, path, attempt, size, sha256 from artifacts
            """,
            [("kept", kept.Value)], Cancel));
        await _begun.Task.Within("the transaction to do its work");
        var deleting = storage.Services.GetRequiredService<SweepRemoval>().RemoveAsync(doomed.SweepKey, Cancel);
        await WaitForALockAsync(storage);
        _mayEnd.SetResult();
        await Task.WhenAll(adding, deleting).Within("both transactions to end");

        (await ReadAsync(storage, (await storage.ArtifactQueries.ListAsync(kept, Cancel)).Single())).ShouldBe([1]);
    }

    [Fact]
    public async Task Save_ContentThatIsJustDeleted_IsStoredAgain()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var (doomed, kept) = (await BeginAsync(storage, "doomed"), await BeginAsync(storage, "kept"));
        await KeepAsync(storage, doomed, "a", 1);

        var deleting = HoldAsync(storage, async connection =>
        {
            await connection.ExecuteAsync("delete from artifacts", [], Cancel);
            await UnusedContents.DeleteAsync(connection, SqlDialect.Postgres, [SHA256.HashData([1])], Cancel);
        });
        await _begun.Task.Within("the transaction to do its work");
        var saving = KeepAsync(storage, kept, "b", 1);
        await WaitForALockAsync(storage);
        _mayEnd.SetResult();
        await Task.WhenAll(deleting, saving).Within("both transactions to end");

        (await ReadAsync(storage, (await storage.ArtifactQueries.ListAsync(kept, Cancel)).Single())).ShouldBe([1]);
    }

    [Fact]
    public async Task Save_ManyAtOnceWhileOthersAreDeleted_LosesNothing()
    {
        const int Trials = 8;
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var kept = await BeginAsync(storage, "kept");
        for (var round = 0; round < 5; round++)
        {
            var doomed = new TrialId((await storage.BeginSweepAsync(Trials, $"doomed-{round}")).Key, 0);
            for (var i = 0; i < Trials; i++)
                for (byte content = 0; content < 10; content++)
                    await KeepAsync(storage, doomed with { Number = i }, $"{content}", content);
            await EndAsync(storage, doomed, Trials);
            var deleting = storage.Services.GetRequiredService<SweepRemoval>().RemoveAsync(doomed.SweepKey, Cancel);
            var saving = Enumerable.Range(0, 10)
                .Select(content => KeepAsync(storage, kept, $"{round}/{content}", (byte)content));
            await Task.WhenAll([deleting, .. saving]).Within("all to end");
        }

        var all = await storage.ArtifactQueries.ListAsync(kept, Cancel);
        all.Count.ShouldBe(50);
        foreach (var one in all)
        {
            var content = byte.Parse(one.Path[2..], System.Globalization.CultureInfo.InvariantCulture);
            (await ReadAsync(storage, one)).ShouldBe([content]);
        }

        (await storage.QueryAsync("select count(*) from artifact_contents", row => row.GetInt64(0))).ShouldBe([10]);
    }

    /// <summary>Does something in a transaction that ends only when the test lets it.</summary>
    private Task HoldAsync(DatabaseHarness storage, Func<System.Data.Common.DbConnection, Task> work) =>
        storage.Database.WriteAsync(
            async connection =>
            {
                await work(connection);
                _begun.SetResult();
                await _mayEnd.Task;
                return true;
            },
            Cancel);

    private static Task WaitForALockAsync(DatabaseHarness storage) => Waiting.UntilAsync(
        async () => (await storage.QueryAsync(
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            _ => true)).Count > 0,
        "the other transaction to wait for a lock");

    private static async Task<TrialId> BeginAsync(DatabaseHarness storage, string sweep) =>
        new((await storage.BeginSweepAsync(trials: 1, sweep)).Key, 0);

    private static Task EndAsync(DatabaseHarness storage, TrialId trial, int trials = 1) =>
        storage.Sweeps.CommitAsync(
            new SweepCommit(
                trial.SweepKey,
                [
                    .. Enumerable.Range(0, trials).Select(i => SweepSteps.Complete(trials + 2 + i, i, 0.5)),
                    SweepSteps.Finish((2 * trials) + 2),
                ]),
            Cancel);

    private static async Task KeepAsync(DatabaseHarness storage, TrialId trial, string path, params byte[] data) =>
        (await storage.Artifacts.SaveAsync(
            trial, 1, new(path, SHA256.HashData(data), data), ArtifactLimits.Default, Cancel))
        .Outcome.ShouldBe(ArtifactOutcome.Kept);

    private static async Task<byte[]> ReadAsync(DatabaseHarness storage, ArtifactSummary artifact)
    {
        using var content = new MemoryStream();
        await storage.ArtifactQueries.CopyAsync(artifact, content, Cancel);
        return content.ToArray();
    }
}
