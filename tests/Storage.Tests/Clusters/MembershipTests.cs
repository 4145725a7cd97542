using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Clusters;

/// <summary>The statements of the schema fulfil the contract of Orleans' ADO.NET provider for clusters.</summary>
public sealed class MembershipTests(SharedPostgres postgres)
{
    private const int Active = 3;
    private const int Dead = 6;

    [Fact]
    public async Task Create_Twice_MakesOneVersion()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = new MembershipStatements(storage);
        (await table.CreateAsync()).ShouldBeTrue();
        (await table.CreateAsync()).ShouldBeFalse();
        (await table.ReadAsync()).ShouldBe(["-/0"]);
    }

    [Fact]
    public async Task Insert_PresentVersion_AddsTheSiloAndRaisesTheVersion()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        (await table.InsertAsync(1, version: 0)).ShouldBeTrue();
        (await table.InsertAsync(2, version: 1)).ShouldBeTrue();
        (await table.ReadAsync()).ShouldBe(["1/3/2", "2/3/2"], ignoreOrder: true);
        (await table.ReadAsync(port: 2)).ShouldBe(["2/3/2"]);
        (await table.ReadAsync(port: 9)).ShouldBe(["-/2"]);
    }

    [Fact]
    public async Task Insert_StaleVersionOrSiloThatIsThere_ChangesNothing()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.InsertAsync(1, version: 0);
        (await table.InsertAsync(2, version: 0)).ShouldBeFalse();
        (await table.InsertAsync(1, version: 1, status: Dead)).ShouldBeFalse();
        (await table.ReadAsync()).ShouldBe(["1/3/1"]);
    }

    [Fact]
    public async Task Update_StaleVersionOrSiloThatIsNotThere_ChangesNothing()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.InsertAsync(1, version: 0);
        (await table.UpdateAsync(1, version: 0, Dead)).ShouldBeFalse();
        (await table.UpdateAsync(2, version: 1, Dead)).ShouldBeFalse();
        (await table.ReadAsync()).ShouldBe(["1/3/1"]);
        (await table.UpdateAsync(1, version: 1, Dead)).ShouldBeTrue();
        (await table.ReadAsync()).ShouldBe(["1/6/2"]);
    }

    [Fact]
    public async Task InsertAndUpdate_ManyAtOnceOnOneVersion_OneSucceeds()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.InsertAsync(1000, version: 0);
        for (var version = 1; version <= 10; version++)
        {
            var present = version;
            var inserts = Enumerable.Range(1, 8)
                .Select(silo => Task.Run(() => table.InsertAsync((present * 8) + silo, present)));
            var updates = Enumerable.Range(0, 4).Select(_ => Task.Run(() => table.UpdateAsync(1000, present, Active)));
            (await Task.WhenAll(inserts.Concat(updates))).Count(done => done).ShouldBe(1);
            (await table.ReadAsync()).ShouldAllBe(row => row.EndsWith($"/{present + 1}"));
        }
    }

    [Fact]
    public async Task SayAlive_KeepsTheVersion()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.InsertAsync(1, version: 0);
        var later = MembershipStatements.Start.AddMinutes(1);
        await table.SayAliveAsync(1, later);
        (await table.ReadAsync()).ShouldBe(["1/3/1"]);
        (await storage.QueryAsync("select alive_at from membership", row => row.GetDateTime(0))).ShouldBe([later]);
    }

    [Fact]
    public async Task Gateways_AreThoseOfSilosThatAreActive()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.InsertAsync(1, version: 0);
        await table.InsertAsync(2, version: 1);
        await table.UpdateAsync(1, version: 2, Dead);
        (await table.GatewaysAsync()).ShouldBe([1002]);
    }

    [Fact]
    public async Task CleanUp_RemovesOldSilosButNoneThatIsActive()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.InsertAsync(1, version: 0);
        await table.InsertAsync(2, version: 1, status: Dead);
        await table.InsertAsync(3, version: 2, status: Dead);
        await table.SayAliveAsync(3, MembershipStatements.Start.AddMinutes(1));
        await table.CleanUpAsync(before: MembershipStatements.Start.AddSeconds(1));
        (await table.ReadAsync()).ShouldBe(["1/3/3", "3/6/3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Delete_OneCluster_LeavesTheOther()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var table = await CreateAsync(storage);
        await table.CreateAsync("there");
        await table.InsertAsync(1, version: 0, "there");
        await table.InsertAsync(1, version: 0);
        await table.DeleteAsync("here");
        (await table.ReadAsync()).ShouldBeEmpty();
        (await table.ReadAsync("there")).ShouldBe(["1/3/1"]);
    }

    private static async Task<MembershipStatements> CreateAsync(DatabaseHarness storage)
    {
        var table = new MembershipStatements(storage);
        await table.CreateAsync();
        return table;
    }
}
