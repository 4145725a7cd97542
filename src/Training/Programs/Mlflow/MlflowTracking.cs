using Experiments.Contracts.Ports.Execution;
using Experiments.Training.Programs.Commands;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>What an attempt's program finds of MLflow: its own endpoint, and the variables that name it.</summary>
internal sealed class MlflowTracking : IAsyncDisposable
{
    private readonly TaskCompletionSource<Func<string, Task>> _take =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly MlflowServer _server;

    /// <param name="order">The attempt.</param>
    /// <param name="artifacts">The folder for the files that the program leaves.</param>
    /// <param name="time">The clock.</param>
    public MlflowTracking(TrialOrder order, string artifacts, TimeProvider time)
    {
        var run = new MlflowRun(
            $"{order.SweepId}-{order.Trial.Number}", order.SweepId,
            order.Parameters.Assignment.Select(
                pair => KeyValuePair.Create(pair.Key, ValueText.InArgument(pair.Value))));
        _server = MlflowServer.Start(new MlflowCalls(run, artifacts, ReportAsync, time));
        Variables =
        [
            new("MLFLOW_TRACKING_URI", _server.Address),
            new(TokenVariable, _server.Token),
            new("MLFLOW_RUN_ID", run.Id),
            new("MLFLOW_EXPERIMENT_ID", MlflowCalls.ExperimentId),
            // A client that has these as well does not send the token.
            new("MLFLOW_TRACKING_USERNAME", null),
            new("MLFLOW_TRACKING_PASSWORD", null),
        ];
    }

    /// <summary>The variable with the token, which is hidden in the log.</summary>
    public const string TokenVariable = "MLFLOW_TRACKING_TOKEN";

    /// <summary>The variables for the program. A null value removes a variable.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Variables { get; }

    /// <summary>The token of the attempt.</summary>
    public string Token => _server.Token;

    /// <summary>Begins to hand over reports.</summary>
    /// <param name="take">Takes a line with a report.</param>
    public void Follow(Func<string, Task> take) => _take.SetResult(take);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReportAsync(string line) => await (await _take.Task)(line);
}
