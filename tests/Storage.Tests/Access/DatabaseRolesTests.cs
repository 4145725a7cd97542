using Experiments.Contracts.Sweeps;
using Experiments.Storage.Access;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Keeping;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Storage.Tests.Backends;
using Experiments.Storage.Tests.Keeping;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Experiments.Storage.Tests.Access;

/// <summary>
/// What logins may do that do not own the tables. That a silo's may do all that stores need is shown by the suites of
/// <see cref="PostgresSweepStoreTests"/> and the like, which use such a login.
/// </summary>
public sealed class DatabaseRolesTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_WithoutTheTables_KeepsPacksPrunesAndDeletes()
    {
        await using var storage = await DatabaseHarness.OpenAsSiloAsync(postgres);
        await new StorageSchema(storage.Database).EnsureAsync(migrate: true, Cancel);
        var old = await FilledSweep.CreateAsync(storage, "old", 5, points: 300);
        var other = await FilledSweep.CreateAsync(storage, "other", 2);
        await FilledSweep.PackAsync(storage);
        (await new ClusterSecrets(storage.Database).ReadAsync(Cancel)).ShouldNotBeNull();

        await new SweepLabels(storage.Database).AddTagsAsync(old.Key, ["a"], Cancel);
        await storage.Pins.PinAsync(new TrialId(old.Key, 0), Cancel);
        var pruning = storage.Services.GetRequiredService<Pruning>();
        (await pruning.PruneAsync(new PrunedSweep(old.Key, "old", "sweep", false), Cancel)).ShouldBeTrue();
        await storage.Services.GetRequiredService<SweepRemoval>().RemoveAsync(other.Key, Cancel);
        var log = new AuditLog(storage.Database);
        var entry = await log.AddAsync(new RequestedChange("ada", "page", "rm", "other", "it"), isOwner: true, Cancel);
        await log.RefuseAsync(entry, "no", Cancel);
        var tokens = new AccessTokens(storage.Database);
        var (id, text) = await tokens.CreateAsync("ada", Role.Viewer, null, "root", Cancel);
        (await tokens.FindAsync(text, Cancel)).ShouldNotBeNull();
        (await tokens.RevokeAsync(id, Cancel)).ShouldBeTrue();

        (await storage.Queries.ListAsync(new SweepFilter(), Cancel)).Select(sweep => sweep.Id).ShouldBe(["old"]);
        (await log.ListAsync(null, 10, Cancel)).ShouldHaveSingleItem().Refused.ShouldBe("no");
    }

    [Theory]
    [InlineData("create table public.mine (a int)")]
    [InlineData("drop table trial_logs")]
    [InlineData("alter table sweeps add column mine int")]
    [InlineData("drop view best_trials")]
    [InlineData("create or replace function parameter_text(a jsonb) returns text language sql as 'select null'")]
    [InlineData("truncate metric_rows")]
    [InlineData("delete from audit_log")]
    [InlineData("update audit_log set who = 'bob'")]
    [InlineData("update experiments_private.cluster_secret set secret = secret")]
    [InlineData("delete from experiments_private.cluster_secret")]
    [InlineData("copy sweeps to program 'true'")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    [InlineData("create role mine")]
    public async Task Silo_ForWhatItDoesNotNeed_IsRefused(string sql)
    {
        await using var storage = await DatabaseHarness.OpenAsSiloAsync(postgres);
        (await Should.ThrowAsync<PostgresException>(() => storage.ExecuteAsync(sql))).SqlState.ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege, sql);
    }

    [Fact]
    public async Task Reader_OfEverythingButSecrets_Reads()
    {
        var owner = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var storage = await DatabaseHarness.OpenAsync(owner, null, () => { });
        var sweep = await FilledSweep.CreateAsync(storage, "one", 3);
        await FilledSweep.PackAsync(storage);
        await using var reader = await DatabaseHarness.OpenAsync(
            await DatabaseLogins.CreateAsync(owner, DatabaseRole.Reader), null, () => { }, migrate: false);

        await new StorageSchema(reader.Database).EnsureAsync(migrate: false, Cancel);
        (await reader.Queries.ListAsync(new SweepFilter(), Cancel)).ShouldHaveSingleItem().BestTrial.ShouldBe(1);
        (await reader.Queries.ListTrialsAsync(sweep.Key, new TrialFilter(), Cancel)).Count.ShouldBe(3);
        (await reader.ReadMetricsAsync(new TrialId(sweep.Key, 1))).Count.ShouldBe(11);
        (await reader.Queries.TrainedAsync("one", Cancel)).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        (await reader.ReadLogAsync(new TrialId(sweep.Key, 1), 1)).ShouldNotBeEmpty();
        (await new AuditLog(reader.Database).ListAsync(null, 10, Cancel)).ShouldBeEmpty();

        (await Should.ThrowAsync<UserErrorException>(() => new ClusterSecrets(reader.Database).ReadAsync(Cancel)))
            .Message.ShouldContain("only to the role that owns the tables");
        // Also where it makes its transactions writable, which they are not by default.
        foreach (var sql in (string[])
            ["select * from access_tokens", "update sweeps set name = 'x'", "delete from trials",
                "insert into sweep_owners values ('one', 'me')"])
            (await Should.ThrowAsync<PostgresException>(
                () => reader.ExecuteAsync($"begin read write; {sql}"))).SqlState.ShouldBe(
                PostgresErrorCodes.InsufficientPrivilege, sql);
    }

    [Fact]
    public async Task LogIn_AgainInAnotherRole_HasItsPasswordAndThatRoleOnly()
    {
        var owner = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var storage = await DatabaseHarness.OpenAsync(owner, null, () => { });
        var roles = new DatabaseRoles(storage.Database);
        var login = $"a'b \"c\" {Guid.NewGuid():N}";

        var password = (await roles.LogInAsync(login, DatabaseRole.Silo, null, Cancel)).ShouldNotBeNull();
        (await ReadSpecsAsync(password)).ShouldBeNull();
        (await roles.LogInAsync(login, DatabaseRole.Dashboards, null, Cancel)).ShouldBeNull();
        (await ReadSpecsAsync(password)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await roles.LogInAsync(login, DatabaseRole.Reader, "it's \\ \"chosen\"", Cancel)).ShouldBeNull();
        (await ReadSpecsAsync(password)).ShouldBe(PostgresErrorCodes.InvalidPassword);
        (await ReadSpecsAsync("it's \\ \"chosen\"")).ShouldBeNull();

        async Task<string?> ReadSpecsAsync(string with)
        {
            await using var source = NpgsqlDataSource.Create(new DatabaseOptions(owner).WithLogin(login, with));
            try
            {
                await source.CreateCommand("select spec from sweeps").ExecuteNonQueryAsync(Cancel);
                return null;
            }
            catch (PostgresException refused)
            {
                return refused.SqlState;
            }
        }
    }

    [Fact]
    public async Task LogIn_AsOneThatNoRoleLimits_IsRefused()
    {
        var owner = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var storage = await DatabaseHarness.OpenAsync(owner, null, () => { });
        foreach (var login in (string[])
            [new NpgsqlConnectionStringBuilder(owner).Username!, DatabaseRoles.NameOf(DatabaseRole.Silo)])
            (await Should.ThrowAsync<UserErrorException>(
                () => new DatabaseRoles(storage.Database).LogInAsync(login, DatabaseRole.Reader, "x", Cancel)))
                .Message.ShouldContain("choose another name");
    }

    [Fact]
    public async Task Grant_InAnSqliteFile_IsRefused()
    {
        await using var storage = await DatabaseHarness.OpenSqliteAsync();
        (await Should.ThrowAsync<UserErrorException>(() => new DatabaseRoles(storage.Database).GrantAsync(Cancel)))
            .Message.ShouldContain("has no roles");
    }

    [Fact]
    public async Task Grant_ByALoginThatMayNot_IsRefused()
    {
        await using var storage = await DatabaseHarness.OpenAsSiloAsync(postgres);
        (await Should.ThrowAsync<UserErrorException>(() => new DatabaseRoles(storage.Database).GrantAsync(Cancel)))
            .Message.ShouldContain("refuses this user");
    }
}
