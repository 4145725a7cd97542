using Experiments.Testing.Fixtures;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>Unfinished sweeps of programs of earlier commits are completed by this one.</summary>
public sealed class StoredFixtureTests(SharedPostgres postgres)
{
    public static TheoryData<string, bool> Fixtures =>
        [.. StoredFixture.Names.SelectMany(
            name => new[] { new TheoryDataRow<string, bool>(name, false), new(name, true) })];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Serve_UnfinishedSweepsOfAnEarlierProgram_EndThemAndTheirLogsReplay(string name, bool onPostgres)
    {
        var fixture = new StoredFixture(name);
        await using var machine = new Machine(
            onPostgres ? await fixture.RestorePostgresAsync(await postgres.GetAsync()) : null);
        if (!onPostgres) fixture.RestoreSqlite(machine.Home);
        (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
        var unfinished = await machine.QueryAsync(Unfinished);
        unfinished.Count.ShouldBeGreaterThan(30);

        await using var serve = await machine.ServeAsync("--cpus", "24");
        await machine.WaitForAsync(
            "select count(*) from sweeps where status = 'running' and cluster <> 'experiments'",
            rows => rows[0] == "0");
        (await machine.RunAsync("resume", "killed-tpe-paused")).ShouldExitWith(0);
        await ToTheEndAsync(machine);

        (await machine.RunAsync(["replay", .. unfinished, "--verify"])).ShouldExitWith(0)
            .Output.Split('\n').Count(line => line.EndsWith(", each as recorded")).ShouldBe(unfinished.Count);
        var mine = $"sweep_key in (select key from sweeps where name in ('{string.Join("', '", unfinished)}'))";
        // All ended as expected, and none lost an attempt because of the change of program.
        (await machine.QueryAsync(
            "select distinct status from sweeps where name like 'killed-%' or name like 'interrupted-%'"))
            .ShouldBe(["completed"]);
        (await machine.QueryAsync(
            $"select distinct cause from trials where {mine} and status = 'failed' and cause not like '%too narrow%'"))
            .ShouldBeEmpty();
        (await machine.QueryAsync(
            $"select count(*) from trials where {mine} and status in ('running', 'waiting', "
            + "'paused')")).ShouldBe(["0"]);
    }

    /// <summary>Waits until all sweeps have ended, for as long as some of them make progress.</summary>
    private static async Task ToTheEndAsync(Machine machine)
    {
        const string Decided = "select (select count(*) from sweep_events), (select count(*) from sweeps where "
            + "status in ('preparing', 'running'))";
        for (var before = ""; !before.EndsWith("|0");)
            before = (await machine.WaitForAsync(Decided, rows => rows[0] != before))[0];
    }

    private const string Unfinished = "select name from sweeps where status in ('preparing', 'running') order by name";
}
