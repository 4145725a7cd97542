using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Queries;
using Experiments.SweepFiles;

namespace Experiments.Client.Tests.Support;

/// <summary>Creates sweeps and trials as queries would return them.</summary>
internal static class Sweeps
{
    public const string File =
        """
        name: digits-optimizers
        workload: mlp
        dataset: digits
        method: random
        run_cap: 6
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          optimizer: {values: [sgd, adam]}
          learning_rate: {distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-1}
          batch_size: {value: 64}
          epochs: {value: 10}
        """;

    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static SweepSpec Spec { get; } = SweepFile.Parse(File, "sweep.yaml").Spec!;

    public static SweepDetail Detail(SweepSpec? spec = null) => new(Summary(), spec ?? Spec, "experiments", null);

    public static SweepSummary Summary(
        SweepStatus status = SweepStatus.Running, int running = 0, int completed = 0, int failed = 0,
        double seconds = 60) => new()
        {
            Key = 1,
            Id = "k3m9x0q2ab",
            Name = "digits-optimizers",
            Status = status,
            Trials = new TrialCounts(running + completed + failed, running, 0, 0, completed, 0, failed, 0),
            RunCap = 6,
            Metric = "val_accuracy",
            Goal = Goal.Maximize,
            TrialsPerMinute = (completed + failed) * 60 / seconds,
            CreatedAt = Noon,
            StartedAt = Noon,
            FinishedAt = status is SweepStatus.Completed ? Noon.AddSeconds(seconds) : null,
            Elapsed = TimeSpan.FromSeconds(seconds),
        };

    public static TrialSummary Trial(
        int number, TrialStatus status = TrialStatus.Running, long? step = null, double? value = null, int attempt = 1,
        string? cause = null) => new()
        {
            Number = number,
            Status = status,
            Attempt = attempt,
            Restarts = attempt - 1,
            Node = "node-1",
            Assignment = new Assignment(
        [
            KeyValuePair.Create<string, ParameterValue>(
                "optimizer", new ParameterValue.Text(number % 2 == 0 ? "sgd" : "adam")),
            KeyValuePair.Create<string, ParameterValue>("learning_rate", new ParameterValue.Number(0.001234567)),
            KeyValuePair.Create<string, ParameterValue>("batch_size", new ParameterValue.Integer(64)),
            KeyValuePair.Create<string, ParameterValue>("epochs", new ParameterValue.Integer(10)),
        ]),
            Step = step,
            Latest = value,
            Objective = status is TrialStatus.Completed or TrialStatus.Pruned ? value : null,
            Cause = cause,
            StartedAt = Noon,
            FinishedAt = status.IsFinal() ? Noon.AddSeconds(number + 1) : null,
            Elapsed = TimeSpan.FromSeconds(12),
        };
}
