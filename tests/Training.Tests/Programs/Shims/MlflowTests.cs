using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Waits;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs.Shims;

/// <summary>
/// Programs that log to MLflow. The program waits, and the test sends requests in its place, byte for byte as MLflow's
/// documentation of its REST API describes them.
/// </summary>
public sealed class MlflowTests : IAsyncLifetime
{
    private const string Script =
        """
        echo "$MLFLOW_TRACKING_URI $MLFLOW_TRACKING_TOKEN $MLFLOW_RUN_ID $MLFLOW_EXPERIMENT_ID" > told.new
        mv told.new told
        echo "epoch=1 loss=99"
        echo "the token is $MLFLOW_TRACKING_TOKEN"
        echo model > "$TRIAL_ARTIFACT_DIR/model.txt"
        while [ ! -e done ]; do sleep 0.05; done
        """;

    private readonly ProgramTrials _trials = new();
    private readonly RecordingHost _host = new();
    private Task<RecordingHost> _running = null!;
    private Uri _address = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        var order = _trials.Shell(Script, ("lr", 0.1));
        _running = _trials.RunAsync(
            order with { Workload = (WorkloadSpec.Program)order.Workload with { Shim = ProgramShim.Mlflow } }, _host);
        var told = (await _trials.WaitForFileAsync("told")).Split(' ');
        (_address, _token) = (new Uri(told[0]), told[1]);
        told[2..].ShouldBe(["sweep-4", "0"]);
        await Waiting.UntilAsync(() => _host.Points.Count > 0, "the printed line to be read");
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _trials.Dispose();
    }

    [Fact]
    public async Task LogBatch_MetricsOfSeveralSteps_AreTheTrials()
    {
        (await PostAsync("runs/log-batch",
            """
            {"run_id": "sweep-4",
             "metrics": [{"key": "loss", "value": 0.5, "timestamp": 1552550804, "step": 1},
                         {"key": "mae", "value": "2.5", "timestamp": "1552550804", "step": "1"},
                         {"key": "loss", "value": 0.25, "timestamp": 1552550805, "step": 2},
                         {"key": "bad", "value": "NaN", "timestamp": 1552550805, "step": 2}],
             "params": [{"key": "optimizer", "value": "adam"}, {"key": "lr", "value": "0.10"}],
             "tags": [{"key": "stage", "value": "test"}]}
            """)).ShouldBe("{}");
        (await PostAsync("runs/log-metric",
            """{"run_id":"sweep-4","key":"loss","value":0.125,"timestamp":1552550806,"step":3}""")).ShouldBe("{}");

        _host.Points.Skip(1).Select(point => (point.Metric, point.Step, point.Value)).ShouldBe(
            [("loss", 1, 0.5), ("mae", 1, 2.5), ("loss", 2, 0.25), ("bad", 2, double.NaN), ("loss", 3, 0.125)]);
        var data = (await GetAsync("runs/get?run_id=sweep-4"))["run"]!["data"]!;
        Pairs(data["params"]!).ShouldBe(["lr=0.1", "optimizer=adam"]);
        Pairs(data["tags"]!).ShouldBe(["stage=test"]);
        Pairs(data["metrics"]!).ShouldBe(["loss=0.125", "mae=2.5", "bad=NaN"]);
    }

    [Fact]
    public async Task LogMetric_WithoutSteps_CountsThem()
    {
        foreach (var value in new[] { 3, 2, 1 })
            await PostAsync("runs/log-metric", $$"""{"run_uuid":"sweep-4","key":"loss","value":{{value}},"step":0}""");

        _host.Points.Skip(1).Select(point => (point.Step, point.Value)).ShouldBe([(0, 3), (1, 2), (2, 1)]);
        var history = (await GetAsync("metrics/get-history?run_id=sweep-4&metric_key=loss"))["metrics"]!.AsArray();
        history.Select(value => value!["value"]!.GetValue<double>()).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public async Task PrintedLines_AfterTheFirstCall_AreNoReports()
    {
        await PostAsync("runs/log-metric", """{"run_id":"sweep-4","key":"loss","value":1,"step":5}""");
        await EndAsync();

        _host.Points.Select(point => point.Value).ShouldBe([99, 1]);
        _trials.Text(LogStream.Out).ShouldContain("{\"step\": 5, \"loss\": 1}");
        _trials.Text(LogStream.Out).ShouldContain("the token is ${envvar:MLFLOW_TRACKING_TOKEN}");
    }

    [Fact]
    public async Task Run_FromItsCreationToItsEnd_IsTheTrial()
    {
        var created = JsonNode.Parse(await PostAsync("runs/create",
            """
            {"experiment_id": "0", "user_id": "me", "run_name": "first", "start_time": 1552550804,
             "tags": [{"key": "a", "value": "b"}]}
            """))!["run"]!["info"]!;
        created["run_id"]!.GetValue<string>().ShouldBe("sweep-4");
        created["status"]!.GetValue<string>().ShouldBe("RUNNING");
        await PostAsync("runs/log-parameter", """{"run_id":"sweep-4","key":"p","value":"1"}""");
        await PostAsync("runs/set-tag", """{"run_id":"sweep-4","key":"c","value":"d"}""");
        await PostAsync("runs/delete-tag", """{"run_id":"sweep-4","key":"a"}""");

        var ended = JsonNode.Parse(await PostAsync("runs/update",
            """{"run_id":"sweep-4","status":"FINISHED","end_time":1552550900}"""))!["run_info"]!;

        ended["status"]!.GetValue<string>().ShouldBe("FINISHED");
        ended["end_time"]!.GetValue<long>().ShouldBe(1552550900);
        ended["run_name"]!.GetValue<string>().ShouldBe("first");
        var found = JsonNode.Parse(await PostAsync("runs/search", """{"experiment_ids":["0"],"max_results":10}"""))!
            ["runs"]!.AsArray().ShouldHaveSingleItem()!["data"]!;
        Pairs(found["tags"]!).ShouldBe(["c=d"]);
        Pairs(found["params"]!).ShouldBe(["lr=0.1", "p=1"]);
        (await GetAsync("experiments/get-by-name?experiment_name=mine"))["experiment"]!["experiment_id"]!
            .GetValue<string>().ShouldBe("0");
    }

    [Fact]
    public async Task Artifacts_AreInTheFolderOfTheTrial()
    {
        var list = await GetAsync("artifacts/list?run_id=sweep-4");

        new Uri(list["root_uri"]!.GetValue<string>()).LocalPath.ShouldEndWith("/artifacts");
        var file = list["files"]!.AsArray().ShouldHaveSingleItem()!;
        file.ToJsonString().ShouldBe("""{"path":"model.txt","is_dir":false,"file_size":6}""");
    }

    [Theory]
    [InlineData("POST", "runs/log-metric", """{"run_id":"other","key":"a","value":1}""", 404,
        "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("POST", "runs/log-metric", """{"run_id":"sweep-4","key":"a","value":"much"}""", 400,
        "INVALID_PARAMETER_VALUE")]
    [InlineData("POST", "runs/log-metric", """{"run_id":"sweep-4","value":1}""", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("POST", "runs/log-batch", """{"run_id":"sweep-4","metrics":[1]}""", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("POST", "runs/log-batch", "[]", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("POST", "runs/log-batch", "{", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("POST", "runs/search", """{"filter":"metrics.a > 1"}""", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("GET", "artifacts/list?run_id=sweep-4&path=../..", "", 400, "INVALID_PARAMETER_VALUE")]
    [InlineData("POST", "runs/delete", """{"run_id":"sweep-4"}""", 404, "ENDPOINT_NOT_FOUND")]
    public async Task Request_ThatIsWrong_IsRefusedWithMlflowsCode(
        string method, string path, string body, int status, string code)
    {
        var (found, answer) = await SendAsync(method, path, body, _token);

        found.ShouldBe(status, answer);
        JsonNode.Parse(answer)!["error_code"]!.GetValue<string>().ShouldBe(code);
        JsonNode.Parse(answer)!["message"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Parameter_ThatChanges_IsRefused()
    {
        await PostAsync("runs/log-parameter", """{"run_id":"sweep-4","key":"p","value":"1"}""");
        await PostAsync("runs/log-parameter", """{"run_id":"sweep-4","key":"p","value":"1"}""");

        (await SendAsync("POST", "runs/log-parameter", """{"run_id":"sweep-4","key":"p","value":"2"}""", _token))
            .Status.ShouldBe(400);
    }

    [Fact]
    public async Task Request_WithoutTheTokenOfTheAttempt_IsRefused()
    {
        const string Metric = """{"run_id":"sweep-4","key":"loss","value":1}""";

        (await SendAsync("POST", "runs/log-metric", Metric, null)).Status.ShouldBe(401);
        (await SendAsync("POST", "runs/log-metric", Metric, new string('0', 32))).Status.ShouldBe(401);

        _host.Points.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task SetTag_MoreThanARunHolds_IsRefused()
    {
        static string Tag(int number) =>
            $$"""{"run_id":"sweep-4","key":"tag-{{number}}","value":"{{new string('x', 1 << 20)}}"}""";

        for (var number = 0; number < 7; number++) await PostAsync("runs/set-tag", Tag(number));
        // In place of itself it takes no more.
        for (var again = 0; again < 5; again++) await PostAsync("runs/set-tag", Tag(0));
        await PostAsync("runs/set-tag", Tag(7).Replace("xxxxxx", "", StringComparison.Ordinal));
        var (status, answer) = await SendAsync("POST", "runs/set-tag", Tag(8), _token);

        status.ShouldBe(400);
        answer.ShouldContain("at most 8 million characters");
    }

    [Theory]
    [InlineData("""{"run_id":"sweep-4","run_id":"sweep-4","key":"a","value":"b"}""")]
    [InlineData("""["run_id"]""")]
    [InlineData("""{"run_id":""")]
    public async Task Post_BodyThatIsNoObject_IsRefused(string body)
    {
        var (status, answer) = await SendAsync("POST", "runs/set-tag", body, _token);
        status.ShouldBe(400);
        answer.ShouldContain("the body of a request is a JSON object");
    }

    [Fact]
    public async Task Endpoint_OfAnAttemptThatHasEnded_IsGone()
    {
        await EndAsync();

        await Should.ThrowAsync<SocketException>(
            () => SendAsync("GET", "runs/get?run_id=sweep-4", "", _token));
    }

    private static IEnumerable<string> Pairs(JsonNode list) =>
        list.AsArray().Select(pair => $"{pair!["key"]}={pair["value"]}");

    private async Task<string> PostAsync(string path, string body)
    {
        var (status, answer) = await SendAsync("POST", path, body, _token);
        status.ShouldBe(200, answer);
        return answer;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var (status, answer) = await SendAsync("GET", path, "", _token);
        status.ShouldBe(200, answer);
        return JsonNode.Parse(answer)!;
    }

    /// <summary>Sends the bytes of a request.</summary>
    private async Task<(int Status, string Answer)> SendAsync(string method, string path, string body, string? token)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _address.Port, cancel);
        var stream = connection.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(
                $"{method} /api/2.0/mlflow/{path} HTTP/1.1\r\nHost: {_address.Authority}\r\n"
                + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
                + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
                + $"Connection: close\r\n\r\n{body}"), cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancel);
        return (int.Parse(answer.Split(' ')[1]), answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    private async Task EndAsync()
    {
        _trials.Write("done", "yes");
        await _running;
    }
}
