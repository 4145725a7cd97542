using System.Text.Json.Nodes;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>
/// Answers the calls of MLflow's REST API, version 2.0, about the one run that an attempt is. The experiment is the
/// sweep, under whatever name a program asks for it.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="artifacts">The folder for files, to which clients on this machine write themselves.</param>
/// <param name="report">Receives each line that reports metrics, and returns when it has been taken.</param>
/// <param name="time">The clock.</param>
internal sealed class MlflowCalls(MlflowRun run, string artifacts, Func<string, Task> report, TimeProvider time)
{
    /// <summary>The id of the one experiment.</summary>
    public const string ExperimentId = "0";

    private readonly long _began = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly SemaphoreSlim _turn = new(1, 1);

    private string Location => new Uri(artifacts).AbsoluteUri;

    /// <summary>Answers a call.</summary>
    /// <param name="call">The method and what follows <c>/api/2.0/mlflow/</c>: <c>POST runs/log-batch</c>.</param>
    /// <param name="request">The fields of the request.</param>
    /// <exception cref="MlflowException">The call is refused.</exception>
    public async Task<JsonObject> AnswerAsync(string call, MlflowRequest request)
    {
        await _turn.WaitAsync();
        try
        {
            return await RouteAsync(call, request);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<JsonObject> RouteAsync(string call, MlflowRequest request)
    {
        switch (call)
        {
            case "POST runs/create":
                if (request.Find("run_name") is { } name) run.Name = name;
                SetTags(request);
                return new() { ["run"] = Run() };
            case "GET runs/get":
                CheckRun(request);
                return new() { ["run"] = Run() };
            case "POST runs/update":
                CheckRun(request);
                run.Status = request.Find("status") ?? run.Status;
                run.Name = request.Find("run_name") ?? run.Name;
                if (request.Whole("end_time", 0) is > 0 and var end) run.EndTime = end;
                return new() { ["run_info"] = Info() };
            case "POST runs/log-metric":
                CheckRun(request);
                await LogAsync([MetricOf(request)]);
                return [];
            case "POST runs/log-batch":
                CheckRun(request);
                var metrics = request.List("metrics").Select(MetricOf).ToList();
                foreach (var parameter in request.List("params")) SetParameter(parameter);
                SetTags(request);
                await LogAsync(metrics);
                return [];
            case "POST runs/log-parameter":
                CheckRun(request);
                SetParameter(request);
                return [];
            case "POST runs/set-tag":
                CheckRun(request);
                run.SetTag(request.Text("key"), request.Find("value") ?? "");
                return [];
            case "POST runs/delete-tag":
                CheckRun(request);
                return run.Tags.Remove(request.Text("key"))
                    ? []
                    : throw MlflowException.Missing($"the run has no tag '{request.Text("key")}'");
            case "POST runs/search":
                if (request.Find("filter") is { } filter)
                    throw MlflowException.Invalid(
                        $"'{filter}' is not understood: a trial knows only its own run; search trials with 'trials "
                        + "--where'");
                return new() { ["runs"] = new JsonArray(Run()) };
            case "GET metrics/get-history":
                CheckRun(request);
                return new()
                {
                    ["metrics"] = new JsonArray([.. run.HistoryOf(request.Text("metric_key")).Select(MlflowJson.Of)]),
                };
            case "GET artifacts/list":
                CheckRun(request);
                return MlflowFiles.List(artifacts, Location, request.Find("path"));
            case "GET experiments/get":
            case "GET experiments/get-by-name":
                return new() { ["experiment"] = Experiment(request.Find("experiment_name")) };
            case "POST experiments/create":
                return new() { ["experiment_id"] = ExperimentId };
            case "POST experiments/search":
            case "GET experiments/search":
                return new() { ["experiments"] = new JsonArray(Experiment(null)) };
            default:
                throw new MlflowException(
                    404, "ENDPOINT_NOT_FOUND",
                    $"'{call}' is not answered here: a trial has runs/create, get, update, search, log-metric, "
                    + "log-batch, log-parameter, set-tag and delete-tag, metrics/get-history, artifacts/list, and "
                    + "experiments/get, get-by-name, create and search");
        }
    }

    private async Task LogAsync(IEnumerable<MlflowMetric> metrics)
    {
        foreach (var line in run.Log(metrics)) await report(line);
    }

    private void SetParameter(MlflowRequest request) =>
        run.SetParameter(request.Text("key"), request.Find("value") ?? "");

    private void SetTags(MlflowRequest request)
    {
        foreach (var tag in request.List("tags")) run.SetTag(tag.Text("key"), tag.Find("value") ?? "");
    }

    private MlflowMetric MetricOf(MlflowRequest request) => new(
        request.Text("key"), request.Number("value"),
        request.Whole("timestamp", time.GetUtcNow().ToUnixTimeMilliseconds()), request.Whole("step", 0));

    private void CheckRun(MlflowRequest request)
    {
        var asked = request.Find("run_id") ?? request.Text("run_uuid");
        if (asked != run.Id)
            throw MlflowException.Missing($"there is no run '{asked}' here: this trial is the run '{run.Id}'");
    }

    private JsonObject Run() => new()
    {
        ["info"] = Info(),
        ["data"] = new JsonObject
        {
            ["metrics"] = new JsonArray([.. run.Latest.Select(MlflowJson.Of)]),
            ["params"] = new JsonArray([.. run.Parameters.Select(MlflowJson.Of)]),
            ["tags"] = new JsonArray([.. run.Tags.Select(MlflowJson.Of)]),
        },
        ["inputs"] = new JsonObject(),
    };

    private JsonObject Info()
    {
        var info = new JsonObject
        {
            ["run_uuid"] = run.Id,
            ["experiment_id"] = ExperimentId,
            ["run_name"] = run.Name,
            ["user_id"] = "",
            ["status"] = run.Status,
            ["start_time"] = _began,
            ["artifact_uri"] = Location,
            ["lifecycle_stage"] = "active",
            ["run_id"] = run.Id,
        };
        if (run.EndTime is { } end) info["end_time"] = end;
        return info;
    }

    private JsonObject Experiment(string? name) => new()
    {
        ["experiment_id"] = ExperimentId,
        ["name"] = name ?? run.Sweep,
        ["artifact_location"] = Location,
        ["lifecycle_stage"] = "active",
        ["last_update_time"] = _began,
        ["creation_time"] = _began,
    };
}
