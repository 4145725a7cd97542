using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>The page that <c>experiments ui</c> serves without being a silo.</summary>
public sealed class UiTests(SharedPostgres postgres)
{
    private const int Interrupt = 2;

    /// <summary>Trains until it is ended.</summary>
    private const string Program =
        """
        import signal
        print("epoch=1 loss=1", flush=True)
        signal.pause()
        """;

    private const string Sweep =
        """
        program: train.py
        method: grid
        metric: {name: loss, goal: minimize}
        parameters: {value: {values: [1, 2]}}
        """;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ui_BesideACluster_ReadsTheDatabaseAndChangesThroughTheCluster(bool onPostgres)
    {
        await using var machine = new Machine(
            onPostgres ? await (await postgres.GetAsync()).CreateDatabaseAsync() : null);
        machine.Write("train.py", Program);
        var file = machine.Write("two.yaml", Sweep);
        var silo = await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync("submit", file)).ShouldExitWith(0);
        await machine.WaitForAsync("select count(*) from trials where status = 'running'", rows => rows[0] == "2");
        var ui = machine.Start("ui", "--no-open", "--port", "0");
        using var http = await EnterAsync(ui);

        (await AnswerAsync(http, "pause")).GetProperty("done").GetString().ShouldNotBeNull()
            .ShouldContain("starts no more");
        (await machine.QueryAsync("select reason from sweeps")).ShouldBe(["paused"]);
        (await AnswerAsync(http, "cancel")).GetProperty("sweep").GetProperty("name").GetString().ShouldBe("two");
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "cancelled");
        silo.Signal(Interrupt);
        (await silo.WaitForExitAsync()).ShouldExitWith(0);

        (await AnswerAsync(http, "extend", HttpStatusCode.Conflict)).GetProperty("detail").GetString()
            .ShouldNotBeNull().ShouldContain("start 'experiments serve'");
        (await http.GetFromJsonAsync<JsonElement>("/api/sweeps", Cancel))[0].GetProperty("status").GetString()
            .ShouldBe("cancelled");
        (await http.GetStringAsync("/sweeps/two", Cancel)).ShouldContain("<main");
        // An open page does not hold it back.
        await using var live = await http.GetStreamAsync("/api/live", Cancel);
        ui.Signal(Interrupt);
        (await ui.WaitForExitAsync()).ShouldExitWith(0);
    }

    [Fact]
    public async Task Ui_BeforeTheFirstSweep_ServesAnEmptyPage()
    {
        await using var machine = new Machine();
        await using var ui = machine.Start("ui", "--no-open", "--port", "0");
        using var http = await EnterAsync(ui);
        (await http.GetFromJsonAsync<JsonElement>("/api/sweeps", Cancel)).GetArrayLength().ShouldBe(0);
    }

    /// <summary>The address lets its reader in, so it is shown to people, and not in the logs of jobs.</summary>
    [Fact]
    public async Task Run_AtATerminal_PrintsTheAddressOfItsPageFirst()
    {
        await using var machine = new Machine();
        machine.Write("train.py", Program);
        machine.Environment["TERM"] = "xterm-256color";
        await using var run = machine.StartShell(
            $"exec script -qec '{Programs.Experiments} run {machine.Write("two.yaml", Sweep)}' /dev/null");
        using var http = await EnterAsync(run);
        (await http.GetFromJsonAsync<JsonElement>("/api/sweeps/two", Cancel)).GetProperty("sweep")
            .GetProperty("name").GetString().ShouldBe("two");
        var said = await run.WaitForAsync("metrics at");
        said.IndexOf("#ticket=", StringComparison.Ordinal).ShouldBeLessThan(
            said.IndexOf("sweep 'two'", StringComparison.Ordinal));
        (await AnswerAsync(http, "cancel")).GetProperty("sweep").GetProperty("name").GetString().ShouldBe("two");
        await run.WaitForExitAsync();
    }

    [Fact]
    public async Task Serve_AtATerminal_PrintsTheAddressOfItsPageFirst()
    {
        await using var machine = new Machine();
        await using var silo = machine.StartShell(
            $"exec script -qec '{Programs.Experiments} serve --silo-port 0 --gateway-port 0 --http-port 0' /dev/null");
        using var http = await EnterAsync(silo);
        (await http.GetFromJsonAsync<JsonElement>("/api/sweeps", Cancel)).GetArrayLength().ShouldBe(0);
        (await silo.WaitForAsync("serving")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Ui_PortInUse_SaysSoInOneSentence()
    {
        await using var machine = new Machine();
        await using var ui = machine.Start("ui", "--no-open", "--port", "0");
        using var http = await EnterAsync(ui);
        var port = $"{http.BaseAddress!.Port}";
        (await machine.RunAsync("ui", "--no-open", "--port", port)).ShouldFailInOneSentence(port, "--port");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<HttpClient> EnterAsync(CliProcess ui)
    {
        var address = Regex.Match(
            await ui.WaitForAsync("#ticket="), @"(?<url>http://127\.0\.0\.1:\d+)/\S*#ticket=(?<ticket>[\w-]{43})");
        address.Success.ShouldBeTrue(ui.Output);
        var http = new HttpClient { BaseAddress = new Uri(address.Groups["url"].Value) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", address.Groups["ticket"].Value);
        using var answer = await http.PostAsync("/page/session", null, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var session = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("value").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session);
        return http;
    }

    private static async Task<JsonElement> AnswerAsync(
        HttpClient http, string verb, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var content = verb == "extend" ? JsonContent.Create(new { run_cap = 9 }) : null;
        using var answer = await http.PostAsync($"/api/sweeps/two/{verb}", content, Cancel);
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
