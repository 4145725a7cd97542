using Experiments.Storage.Access;
using Experiments.Storage.Databases;
using Experiments.Storage.Keeping;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Access;

public sealed class AuditLogTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task List_Changes_AreNewestFirstWithWhyTheyWereRefused(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var log = new AuditLog(storage.Database);
        var submit = new RequestedChange("ada", "token 1234abcd", "submit", "k3m9", "sweep 'a' (k3m9)");
        var odd = new RequestedChange("o'neil\u001b[2J", "page", "tag", "k3m9", "'); drop table audit_log; --");
        var drain = new RequestedChange("root@machine", "command line", "drain", null, "node 'left'");

        await log.AddAsync(submit, isOwner: true, Cancel);
        var second = await log.AddAsync(odd, isOwner: false, Cancel);
        await log.RefuseAsync(second, "no such tag", Cancel);
        await log.AddAsync(drain, isOwner: false, Cancel);

        var all = await log.ListAsync(null, 10, Cancel);
        all.Select(entry => (entry.Change, entry.Refused)).ShouldBe(
            [(drain, null), (odd, "no such tag"), (submit, null)]);
        all.ShouldAllBe(entry => entry.At > DateTimeOffset.UnixEpoch.AddYears(50));
        (await log.ListAsync(null, 1, Cancel)).Select(entry => entry.Change).ShouldBe([drain]);
        (await log.ListAsync("k3m9", 10, Cancel)).Select(entry => entry.Change).ShouldBe([odd, submit]);
        (await log.ListAsync("k3m", 10, Cancel)).ShouldBeEmpty();
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Find_Owner_IsWhoSubmittedTheSweepUntilItIsDeleted(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var (log, owners) = (new AuditLog(storage.Database), new SweepOwners(storage.Database));
        var sweep = await storage.BeginSweepAsync(1, "one");
        RequestedChange By(string who, string action) => new(who, "page", action, sweep.Id, "sweep 'one'");

        (await owners.FindAsync(sweep.Id, Cancel)).ShouldBeNull();
        await log.AddAsync(By("ada", "submit"), isOwner: true, Cancel);
        await log.AddAsync(By("eve", "submit"), isOwner: true, Cancel);
        await log.AddAsync(By("bob", "tag"), isOwner: false, Cancel);
        (await owners.FindAsync(sweep.Id, Cancel)).ShouldBe("ada", "a second submission changes no owner");

        await storage.Database.WriteAsync(
            connection => connection.ExecuteAsync("update sweeps set status = 'completed'", [], Cancel), Cancel);
        await new SweepRemoval(storage.Database, new()).RemoveAsync(sweep.Key, Cancel);
        (await owners.FindAsync(sweep.Id, Cancel)).ShouldBeNull();
        (await log.ListAsync(sweep.Id, 10, Cancel)).Count.ShouldBe(3, "who did what is kept");
    }
}
