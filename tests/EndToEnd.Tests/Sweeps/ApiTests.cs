using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>What a user asks of a sweep over HTTP has the effect of the command, and its words.</summary>
public sealed class ApiTests(SharedPostgres postgres)
{
    /// <summary>Trains two epochs, the second of them once a file is there. One of its values fails.</summary>
    private const string Program =
        """
        import os, sys, time
        value = int(sys.argv[1].split("=")[1])
        print(f"epoch=1 loss={value + 1}", flush=True)
        while not os.path.exists("gate"): time.sleep(0.05)
        if value == 4: sys.exit("broken")
        print(f"epoch=2 loss={value}", flush=True)
        """;

    private const string Sweep =
        """
        program: train.py
        method: grid
        metric: {name: loss, goal: minimize}
        parameters: {value: {values: [1, 2, 3, 4]}}
        run_cap: 2
        max_restarts: 0
        """;

    private const string Running = "select count(*) from trials where status = 'running'";
    private const string Reasons = "select distinct reason from sweeps";
    private const string Statuses = "select distinct status from sweeps";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Changes_OverHttp_HaveTheEffectsAndSentencesOfTheCommands(bool onPostgres)
    {
        await using var machine = new Machine(
            onPostgres ? await (await postgres.GetAsync()).CreateDatabaseAsync() : null);
        machine.Write("train.py", Program);
        var file = machine.Write("two.yaml", Sweep);
        var served = await (await machine.ServeAsync("--cpus", "8")).WaitForAsync("serving");
        using var http = await ConnectAsync(machine, served);

        var pair = new Pair(machine, http, await SubmitAsync(machine, file), await SubmitAsync(http, file));
        await machine.WaitForAsync(Running, rows => rows[0] == "4");
        await pair.AskAsync("starts no more trials until", "pause");
        (await machine.QueryAsync(Reasons)).ShouldBe(["paused"]);
        await pair.AskAsync("is paused already", "pause", refused: true);
        await pair.AskAsync("continues", "resume");
        (await machine.QueryAsync(Reasons)).ShouldBe([""]);
        await pair.AskAsync("is not paused", "resume", refused: true);
        await pair.AskAsync(
            "has taken all 2 trials of its run_cap", "enqueue", """[{"value": 4}]""", refused: true, "value=4");
        await pair.AskAsync("a run_cap of 2 already", "extend", """{"run_cap": 2}""", refused: true, "--run-cap", "2");
        await pair.AskAsync("up to 3 trials", "extend", """{"run_cap": 3}""", refused: false, "--run-cap", "3");
        await machine.WaitForAsync(Running, rows => rows[0] == "6");
        await pair.AskAsync("up to 4 trials", "extend", """{"run_cap": 4}""", refused: false, "--run-cap", "4");
        await machine.WaitForAsync(Running, rows => rows[0] == "8");
        await pair.AskAsync("runs at most 8 trials", "limit", """{"most": 8}""", refused: false, "8");
        await pair.AskAsync("runs at most 8 trials at a time already", "limit", """{"most": 8}""", refused: true, "8");
        await pair.AskAsync("as its sweep file says", "limit", """{"most": null}""", refused: false, "none");
        await pair.AskAsync("cannot be 9", "enqueue", """[{"value": 9}]""", refused: true, "value=9");
        machine.Write("gate", "");
        await machine.WaitForAsync(Statuses, rows => rows.SequenceEqual(["completed"]));
        await pair.AskAsync("has no failed trial 0", "retry", """{"trials": [0]}""", refused: true, "0");
        await pair.AskAsync("tries again: 3", "retry", """{"trials": [3]}""", refused: false, "3");
        await machine.WaitForAsync(
            "select attempt from trials where number = 3 and status = 'failed'",
            rows => rows.SequenceEqual(["2", "2"]));
        await machine.WaitForAsync(Statuses, rows => rows.SequenceEqual(["completed"]));
        await pair.AskAsync("has already ended: it has completed", "stop", refused: true);
        (await machine.NumbersAsync(pair.ByHttp)).ShouldBe(await machine.NumbersAsync(pair.ByCommand));
        (await machine.RunAsync("replay", pair.ByHttp, "--verify")).ShouldExitWith(0);

        await pair.AskAsync("has the tags paper", "tag", """{"tags": ["paper"]}""", refused: false, "paper");
        await pair.AskAsync("has the note", "note", """{"note": "good"}""", refused: false, "good");
        await pair.AskAsync("is now called 'digits'", "rename", """{"name": "digits"}""", refused: false, "digits");
        (await machine.QueryAsync("select name, note from sweeps")).ShouldBe(["digits|good", "digits|good"]);
        using var deleted = await http.DeleteAsync(
            $"/api/sweeps/{pair.ByHttp}", TestContext.Current.CancellationToken);
        deleted.EnsureSuccessStatusCode();
        (await machine.QueryAsync("select id from sweeps")).ShouldBe([pair.ByCommand]);
    }

    [Fact]
    public async Task Ends_OverHttp_HaveTheEffectsAndSentencesOfTheCommands()
    {
        await using var machine = new Machine();
        machine.Write("train.py", Program);
        var file = machine.Write("two.yaml", Sweep);
        var served = await (await machine.ServeAsync("--cpus", "4")).WaitForAsync("serving");
        using var http = await ConnectAsync(machine, served);
        var pair = new Pair(machine, http, await SubmitAsync(machine, file), await SubmitAsync(http, file));
        await machine.WaitForAsync(Running, rows => rows[0] == "4");
        await pair.AskAsync("is not deleted: it has not ended", "rm", refused: true, "--yes");
        await pair.AskAsync("ends once its running trials have finished", "stop");
        await pair.AskAsync("ends now, with its running trials", "cancel");
        await machine.WaitForAsync(Statuses, rows => rows.SequenceEqual(["cancelled"]));
        await pair.AskAsync("has already ended: it was cancelled", "cancel", refused: true);
        await pair.AskAsync("is deleted", "rm", refused: false, "--yes");
        (await machine.QueryAsync("select id from sweeps")).ShouldBeEmpty();
    }

    /// <summary>A <c>run</c> beside a cluster that serves has a cluster of its own.</summary>
    [Fact]
    public async Task Change_SweepOfAnotherCluster_IsPassedOnToIt()
    {
        await using var machine = new Machine();
        machine.Write("train.py", Program);
        var run = machine.Start("run", machine.Write("two.yaml", Sweep));
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync(Running, rows => rows[0] == "2");
        var served = await (await machine.ServeAsync("--cpus", "4")).WaitForAsync("serving");
        using var http = await ConnectAsync(machine, served);

        var cancel = TestContext.Current.CancellationToken;
        foreach (var (verb, reason) in new[] { ("pause", "paused"), ("resume", null) })
        {
            using var answer = await http.PostAsync($"/api/sweeps/two/{verb}", null, cancel);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
            ((int)answer.StatusCode).ShouldBe(200, body.ToString());
            body.GetProperty("sweep").GetProperty("reason").GetString().ShouldBe(reason);
        }

        machine.Write("gate", "");
        (await run.WaitForExitAsync()).ShouldExitWith(0);
    }

    /// <summary>Only who may use the database gets its token: see StrangerTests for those who may not.</summary>
    private static async Task<HttpClient> ConnectAsync(Machine machine, string served)
    {
        var header = (await machine.RunAsync("token", "--header")).ShouldExitWith(0).Output.Trim();
        var http = new HttpClient { BaseAddress = new Uri(Regex.Match(served, @"http://[\d.:]+").Value) };
        http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(
            header["Authorization: ".Length..]);
        return http;
    }

    private static async Task<string> SubmitAsync(Machine machine, string file) =>
        (await machine.RunAsync("submit", file)).ShouldExitWith(0).Output.Trim();

    private static async Task<string> SubmitAsync(HttpClient http, string file)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        using var answer = await http.PostAsync($"/api/sweeps?file={Uri.EscapeDataString(file)}", content);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sweep").GetProperty("id")
            .GetString()!;
        answer.Headers.Location!.ToString().ShouldBe($"/api/sweeps/{id}");
        return id;
    }

    /// <summary>Two sweeps of the same file: one is changed by commands, the other one over HTTP.</summary>
    private sealed record Pair(Machine Machine, HttpClient Http, string ByCommand, string ByHttp)
    {
        public Task AskAsync(string sentence, string verb, bool refused = false, params string[] arguments) =>
            AskAsync(sentence, verb, null, refused, arguments);

        public async Task AskAsync(
            string sentence, string verb, string? json, bool refused, params string[] arguments)
        {
            var command = await Machine.RunAsync([verb, ByCommand, .. arguments]);
            command.ShouldExitWith(refused ? 1 : 0);
            var said = (refused ? command.Errors["experiments: ".Length..] : command.Output).TrimEnd('\n');
            said.ShouldContain(sentence);

            using var request = verb == "rm"
                ? new HttpRequestMessage(HttpMethod.Delete, $"/api/sweeps/{ByHttp}")
                : new HttpRequestMessage(HttpMethod.Post, $"/api/sweeps/{ByHttp}/{verb}");
            if (json is not null) request.Content = JsonContent.Create(JsonDocument.Parse(json));
            using var answer = await Http.SendAsync(request);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            answer.IsSuccessStatusCode.ShouldBe(!refused, body.ToString());
            body.GetProperty(refused ? "detail" : "done").GetString()!.Replace(ByHttp, ByCommand).ShouldBe(said);
        }
    }
}
