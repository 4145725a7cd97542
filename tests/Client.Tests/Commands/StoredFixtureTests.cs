using System.Text.Json;
using System.Text.Json.Nodes;
using Experiments.Client.Tests.Support;
using Experiments.Testing.Fixtures;
using Experiments.Testing.Postgres;
using Microsoft.VisualBasic.FileIO;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Experiments.Client.Tests.Commands;

/// <summary>Reads and replays databases that were written by earlier versions of the program.</summary>
public sealed class StoredFixtureTests(SharedPostgres postgres)
{
    public static TheoryData<string, bool> Fixtures =>
        [.. StoredFixture.Names.SelectMany(
            name => new[] { new TheoryDataRow<string, bool>(name, false), new(name, true) })];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Replay_EverySweepOfAnEarlierProgram_IsDecidedAsItWas(string name, bool onPostgres)
    {
        var fixture = new StoredFixture(name);
        using var shell = await RestoreAsync(fixture, onPostgres);

        foreach (var sweep in SweepsOf(fixture, onPostgres))
        {
            var output = await RunAsync(shell, "replay", sweep, "--verify");
            output.ShouldContain("steps decided again, each as recorded");
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
            foreach (var verb in new[] { "show", "trials", "best" })
                Same(then![verb], await AnswerAsync(shell, verb, sweep), $"{verb} {sweep}");
            SameCurves(then!["curves"], await AnswerAsync(shell, "curves", sweep), $"curves {sweep}");
            var folder = Path.Combine(shell.Home, sweep);
            await RunAsync(shell, "export", sweep, "--format", "csv", "--out", folder);
            foreach (var (file, text) in then!["export"]!.AsObject())
                SameTable(
                    text!.GetValue<string>(), await File.ReadAllTextAsync(Path.Combine(folder, file)),
                    $"{file} of {sweep}");
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

    // Null if the command had no result, in both versions.
    private static async Task<JsonNode?> AnswerAsync(TestShell shell, string verb, string sweep) =>
        await shell.RunAsync(verb, sweep, "--format", "json") == 0 ? JsonNode.Parse(shell.TakeOut()) : null;

    /// <summary>Everything in the recorded value is unchanged in the current one, which may contain more.</summary>
    private static void Same(JsonNode? then, JsonNode? now, string where)
    {
        switch (then)
        {
            case JsonObject fields:
                now.ShouldBeOfType<JsonObject>(where);
                foreach (var (field, value) in AsShownNow(fields))
                    Same(value, now.AsObject()[field], $"{where}: {field}");
                break;
            case JsonArray items:
                now.ShouldBeOfType<JsonArray>(where).Count.ShouldBe(items.Count, where);
                for (var i = 0; i < items.Count; i++) Same(items[i], now.AsArray()[i], $"{where}[{i}]");
                break;
            // The tool that recorded the values writes 0.0 as 0.
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                now.ShouldNotBeNull(where).GetValue<double>().ShouldBe(number.GetValue<double>(), where);
                break;
            default:
                now?.ToJsonString().ShouldBe(then?.ToJsonString(), where);
                (now is null).ShouldBe(then is null, where);
                break;
        }
    }

    // Completed trials now come first, so the shown trials may differ; all points are compared through the export.
    private static void SameCurves(JsonNode? then, JsonNode? now, string where)
    {
        (now is null).ShouldBe(then is null, where);
        if (then is null || now is null) return;
        var shown = Trials(now);
        foreach (var trial in Trials(then).Where(trial => shown.Contains(trial.Key)))
            Same(new JsonArray([.. trial.Select(point => point!.DeepClone())]),
                new JsonArray([.. shown[trial.Key].Select(point => point!.DeepClone())]), where);
        shown.Count.ShouldBe(Trials(then).Count, where);

        static ILookup<int, JsonNode?> Trials(JsonNode points) =>
            points.AsArray().ToLookup(point => point!["trial"]!.GetValue<int>());
    }

    private static void SameTable(string then, string now, string where)
    {
        var (before, after) = (Rows(then), Rows(now));
        after.Count.ShouldBe(before.Count, where);
        var columns = before[0].Select((column, i) => (Then: i, Now: after[0].IndexOf(column), Name: column)).ToList();
        columns.ShouldAllBe(column => column.Now >= 0, where);
        for (var row = 1; row < before.Count; row++)
        {
            foreach (var column in columns.Where(column => column.Name != "elapsed_seconds"))
            {
                var value = before[row][column.Then];
                after[row][column.Now].ShouldBe(column.Name == "status"
                    ? StatusNow(value, isTrial: true)
                    : value, $"{where}, row {row}, {column.Name}");
            }
        }
    }

    /// <summary>
    /// The expected current value. The nodes of the recording are no longer live, so running trials wait. The elapsed
    /// time of unfinished sweeps continues, and that of trials excludes their pauses. The importance of parameters is
    /// computed, not stored.
    /// </summary>
    private static JsonObject AsShownNow(JsonObject then)
    {
        var now = then.DeepClone().AsObject();
        now.Remove("importance");
        // These were sentences.
        if (!then.ContainsKey("trial")) now.Remove("parameters");
        if (then["diagnosis"] is JsonValue) now.Remove("diagnosis");
        if (then["finished_at"] is null || then.ContainsKey("trial")) now.Remove("elapsed_seconds");
        if (then["status"] is JsonValue status)
            now["status"] = StatusNow(status.GetValue<string>(), isTrial: then.ContainsKey("trial"));
        if (then["trials_running"] is JsonValue running)
        {
            now["trials_waiting"] = then["trials_waiting"]!.GetValue<double>() + running.GetValue<double>();
            now["trials_running"] = 0.0;
        }

        return now;
    }

    private static string StatusNow(string then, bool isTrial) => (then, isTrial) switch
    {
        ("running", true) => "waiting",
        ("running" or "stopping", false) => "waiting",
        _ => then,
    };

    private static List<List<string>> Rows(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv))
        {
            Delimiters = [","],
            HasFieldsEnclosedInQuotes = true,
        };
        var rows = new List<List<string>>();
        while (parser.ReadFields() is { } fields) rows.Add([.. fields]);
        return rows;
    }
}
