using System.Text.Json;
using System.Text.Json.Nodes;
using Experiments.Client.Tests.Support;
using Experiments.Testing.Fixtures;
using Experiments.Testing.Postgres;
using Microsoft.VisualBasic.FileIO;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Experiments.Client.Tests.Commands;

/// <summary>Databases that programs of earlier commits left, read and replayed by this one.</summary>
public sealed class StoredFixtureTests(SharedPostgres postgres)
{
    public static TheoryData<string, bool> Fixtures =>
        [.. StoredFixture.Names.SelectMany(name => new[] { new TheoryDataRow<string, bool>(name, false), new(name, true) })];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Replay_EverySweepOfAnEarlierProgram_IsDecidedAsItWas(string name, bool onPostgres)
    {
        var fixture = new StoredFixture(name);
        using var shell = await RestoreAsync(fixture, onPostgres);

        foreach (var sweep in SweepsOf(fixture, onPostgres))
        {
            var output = await RunAsync(shell, "replay", sweep, "--verify");
            output.ShouldContain("steps decided anew, each as it was recorded");
            output.ShouldNotContain(": 0 steps");
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Read_EverySweepOfAnEarlierProgram_IsAnsweredAsItWas(string name, bool onPostgres)
    {
        var fixture = new StoredFixture(name);
        using var shell = await RestoreAsync(fixture, onPostgres);
        var answers = fixture.Answers(onPostgres);

        Same(answers["ls"], JsonNode.Parse(await RunAsync(shell, "ls", "--format", "json")), "ls");
        foreach (var (sweep, then) in answers["sweeps"]!.AsObject())
        {
            foreach (var verb in new[] { "show", "trials", "best", "curves" })
                Same(then![verb], await AnswerAsync(shell, verb, sweep), $"{verb} {sweep}");
            var folder = Path.Combine(shell.Home, sweep);
            await RunAsync(shell, "export", sweep, "--format", "csv", "--out", folder);
            foreach (var (file, text) in then!["export"]!.AsObject())
                SameTable(text!.GetValue<string>(), await File.ReadAllTextAsync(Path.Combine(folder, file)), $"{file} of {sweep}");
        }
    }

    private async Task<TestShell> RestoreAsync(StoredFixture fixture, bool onPostgres)
    {
        var shell = new TestShell();
        if (onPostgres) shell["EXPERIMENTS_DATABASE"] = await fixture.RestorePostgresAsync(await postgres.GetAsync());
        else fixture.RestoreSqlite(shell.Home);
        await RunAsync(shell, "db", "migrate");
        return shell;
    }

    private static IEnumerable<string> SweepsOf(StoredFixture fixture, bool onPostgres) =>
        fixture.Answers(onPostgres)["sweeps"]!.AsObject().Select(sweep => sweep.Key);

    private static async Task<string> RunAsync(TestShell shell, params string[] args)
    {
        (await shell.RunAsync(args)).ShouldBe(0, $"{string.Join(' ', args)}: {shell.Error}");
        return shell.TakeOut();
    }

    // Null where the command had nothing to answer, then as now.
    private static async Task<JsonNode?> AnswerAsync(TestShell shell, string verb, string sweep) =>
        await shell.RunAsync(verb, sweep, "--format", "json") == 0 ? JsonNode.Parse(shell.TakeOut()) : null;

    /// <summary>All that was there then is there now, as it was; there may be more.</summary>
    private static void Same(JsonNode? then, JsonNode? now, string where)
    {
        switch (then)
        {
            case JsonObject fields:
                now.ShouldBeOfType<JsonObject>(where);
                foreach (var (field, value) in fields.Where(field => !Moves(field.Key, fields)))
                    Same(value, now.AsObject()[field], $"{where}: {field}");
                break;
            case JsonArray items:
                now.ShouldBeOfType<JsonArray>(where).Count.ShouldBe(items.Count, where);
                for (var i = 0; i < items.Count; i++) Same(items[i], now.AsArray()[i], $"{where}[{i}]");
                break;
            // What recorded them writes 0.0 as 0.
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                now.ShouldNotBeNull(where).GetValue<double>().ShouldBe(number.GetValue<double>(), where);
                break;
            default:
                now?.ToJsonString().ShouldBe(then?.ToJsonString(), where);
                (now is null).ShouldBe(then is null, where);
                break;
        }
    }

    private static void SameTable(string then, string now, string where)
    {
        var (before, after) = (Rows(then), Rows(now));
        after.Count.ShouldBe(before.Count, where);
        var columns = before[0].Select((column, i) => (Then: i, Now: after[0].IndexOf(column), Name: column)).ToList();
        columns.ShouldAllBe(column => column.Now >= 0, where);
        var finished = before[0].IndexOf("finished_at");
        for (var row = 1; row < before.Count; row++)
        {
            foreach (var column in columns.Where(column => column.Name != "elapsed_seconds" || before[row][finished] != ""))
                after[row][column.Now].ShouldBe(before[row][column.Then], $"{where}, row {row}, {column.Name}");
        }
    }

    // The time that what is unfinished has taken goes on. The importance of parameters is computed, not stored.
    private static bool Moves(string field, JsonObject fields) =>
        field == "importance" || (field == "elapsed_seconds" && fields["finished_at"] is null);

    private static List<List<string>> Rows(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var rows = new List<List<string>>();
        while (parser.ReadFields() is { } fields) rows.Add([.. fields]);
        return rows;
    }
}
