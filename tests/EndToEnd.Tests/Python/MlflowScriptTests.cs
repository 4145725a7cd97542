namespace Experiments.EndToEnd.Tests.Python;

/// <summary>Scripts that log to MLflow by its REST API, as its clients in other languages do.</summary>
public sealed class MlflowScriptTests
{
    private const string Script =
        """
        import json, os, sys, time, urllib.request

        def call(path, **fields):
            request = urllib.request.Request(
                os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/" + path, json.dumps(fields).encode(),
                {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"], "Content-Type": "application/json"})
            return json.load(urllib.request.urlopen(request))

        run = os.environ["MLFLOW_RUN_ID"]
        x = float(sys.argv[1].split("=")[1])
        call("runs/log-parameter", run_id=run, key="depth", value="3")
        for epoch in range(1, 4):
            print(f"epoch={epoch} loss=-1")
            call("runs/log-batch", run_id=run, metrics=[
                {"key": "loss", "value": x / epoch, "timestamp": int(time.time() * 1000), "step": epoch},
                {"key": "x", "value": x, "timestamp": int(time.time() * 1000), "step": epoch}])
        call("runs/update", run_id=run, status="FINISHED")
        """;

    [Fact]
    public async Task Run_ScriptThatLogsToMlflow_FindsItsObjective()
    {
        await using var machine = new Machine();
        machine.Write("train.py", Script);
        var sweep = machine.Write("sweep.yaml",
            """
            program: train.py
            method: grid
            metric: {name: loss, goal: minimize}
            parameters: {x: {values: [6, 3, 9]}}
            shim: mlflow
            """);

        (await machine.RunAsync("run", sweep)).ShouldExitWith(0);

        (await machine.QueryAsync("select status, completed, best_objective from sweep_progress"))
            .ShouldBe(["completed|3|1"]);
        (await machine.QueryAsync(
            "select step, value from trial_curves where metric = 'loss' and trial = 0 and step > 1 order by step"))
            .ShouldBe(["2|3", "3|2"]);
    }
}
