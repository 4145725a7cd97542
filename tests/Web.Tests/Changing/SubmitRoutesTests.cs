using System.Net.Http.Json;
using System.Text.Json;
using Experiments.Web.Tests.Support;

namespace Experiments.Web.Tests.Changing;

public sealed class SubmitRoutesTests
{
    private const string File =
        """
        name: two
        workload: mlp
        dataset: digits
        method: grid
        metric: {name: val_loss}
        parameters: {dropout: {values: [0.1, 0.2]}}
        """;

    private const string InJson =
        """
        {"name": "two", "workload": "mlp", "dataset": "digits", "method": "grid", "metric": {"name": "val_loss"},
        "parameters": {"dropout": {"values": [0.1, 0.2]}}}
        """;

    [Theory]
    [InlineData(File, "application/yaml")]
    [InlineData(File, "application/yaml; charset=UTF-8")]
    [InlineData(File, "text/yaml")]
    [InlineData(InJson, "application/json")]
    public async Task DryRun_SweepFile_SaysWhatWouldRunAndSubmitsNothing(string file, string type)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await SubmitAsync(api, file, type, "?dry_run=true");
        ((int)answer.StatusCode).ShouldBe(200);
        var plan = await answer.Content.ReadFromJsonAsync<JsonElement>();
        plan.GetProperty("name").GetString().ShouldBe("two");
        plan.GetProperty("trials").GetInt32().ShouldBe(2);
        plan.GetProperty("method").GetString().ShouldBe("grid");
        plan.GetProperty("goal").GetString().ShouldBe("minimize");
        plan.GetProperty("epochs").GetInt32().ShouldBe(10);
        plan.GetProperty("first").EnumerateArray()
            .Select(trial => trial.GetProperty("parameters").GetProperty("dropout").GetDouble())
            .ShouldBe([0.1, 0.2]);
        (await api.GetAsync("/api/sweeps")).GetArrayLength().ShouldBe(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Submit_FileWithErrors_ListsAllWithTheirPlaces(bool dryRun)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await SubmitAsync(
            api, "method: gird\nworkload: mlp\nmetric: {name: val_accuracy, goal: up}\n", "application/yaml",
            $"?dry_run={dryRun}&file=/home/me/digits.yaml");
        ((int)answer.StatusCode).ShouldBe(400);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("detail").GetString().ShouldNotBeNull().ShouldBe(
            "the sweep file has 3 errors, see 'errors'; nothing was submitted");
        var errors = problem.GetProperty("errors").EnumerateArray().ToArray();
        errors.Length.ShouldBeGreaterThan(1);
        (errors[0].GetProperty("file").GetString(), errors[0].GetProperty("line").GetInt32(),
            errors[0].GetProperty("column").GetInt32()).ShouldBe(("/home/me/digits.yaml", 1, 9));
        errors[0].GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("gird");
    }

    [Fact]
    public async Task DryRun_OddFile_HasWarningsAndTheNameOfTheFile()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await SubmitAsync(
            api, "program: train.py\nmethod: grid\nmetric: {name: loss}\nparameters: {a: {values: [1, null]}}\n",
            "application/yaml", "?dry_run=true&file=/nowhere/mine.yaml");
        var plan = await answer.Content.ReadFromJsonAsync<JsonElement>();
        plan.GetProperty("name").GetString().ShouldBe("mine");
        var warning = plan.GetProperty("warnings").EnumerateArray().ShouldHaveSingleItem();
        warning.GetProperty("message").GetString().ShouldNotBeNull().ShouldStartWith("this machine has no 'train.py'");
        plan.GetProperty("epochs").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("", "is empty; a sweep file has at least")]
    [InlineData("a: [", "")]
    [InlineData("\0\0\0", "the control character U+0000 is not allowed")]
    [InlineData("name: \"a\\0b\"\nmethod: grid\nworkload: mlp\nmetric: {name: val_loss}\n", "NUL character")]
    [InlineData("&a [*a, *a]", "")]
    [InlineData("- 1", "")]
    [InlineData("{\"method\": \"grid\", \"method\": \"grid\"}", "")]
    public async Task Submit_Nonsense_IsAProblemThatSaysWhere(string content, string what)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await SubmitAsync(api, content, "application/yaml");
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(400, text);
        text.ShouldContain("\"errors\":[{\"file\":\"sweep.yaml\"");
        JsonDocument.Parse(text).RootElement.GetProperty("errors")[0].GetProperty("message").GetString()
            .ShouldNotBeNull().ShouldContain(what);
    }

    [Theory]
    [InlineData("?file=a%00b", "'file' must be the path of a file")]
    [InlineData("?file=", "'file' must be the path of a file")]
    [InlineData("?dry_run=maybe", "'dry_run' cannot be 'maybe'")]
    [InlineData("?dry_run", "'dry_run' cannot be ''")]
    public async Task Submit_WrongParameter_IsAProblem(string query, string what)
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await SubmitAsync(api, File, "application/yaml", query);
        var (status, detail) = await TestApi.ProblemAsync(answer);
        status.ShouldBe(400);
        detail.ShouldNotBeNull().ShouldContain(what);
    }

    [Fact]
    public async Task Submit_NoCluster_IsAConflictInTheSentenceOfTheCommand()
    {
        await using var api = await TestApi.StartAsync();
        using var answer = await SubmitAsync(api, File, "application/yaml");
        (await TestApi.ProblemAsync(answer)).ShouldBe((
            409,
            "no cluster serves this database: start one with 'experiments serve', or use 'experiments run' instead "
            + "of submit"));
    }

    [Fact]
    public async Task Submit_ClusterThatIsGone_IsAProblemOfTheServer()
    {
        await using var api = await TestApi.StartAsync();
        await api.BeatAsync("experiments", "node-1");
        using var answer = await SubmitAsync(api, File, "application/yaml");
        var (status, detail) = await TestApi.ProblemAsync(answer);
        status.ShouldBe(503);
        detail.ShouldNotBeNull().ShouldStartWith("cluster 'experiments' cannot be reached at 127.0.0.1:1");
    }

    private static Task<HttpResponseMessage> SubmitAsync(
        TestApi api, string file, string type, string query = "") =>
        api.Client.PostAsync("/api/sweeps" + query, TestApi.Content(file, type));
}
