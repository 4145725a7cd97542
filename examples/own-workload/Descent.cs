using System.Text.Json;
using Experiments.Workloads;

namespace OwnWorkload;

/// <summary>
/// Minimises Rosenbrock's function by gradient descent with momentum. A sweep searches for the best step size and
/// momentum.
/// </summary>
public sealed class Descent : IDescribedWorkload
{
    /// <summary>
    /// The parameters of the workload; each trial is checked against them. A workload without a schema accepts
    /// parameters of any name.
    /// </summary>
    public WorkloadSchema Schema { get; } = new("descent", NeedsDataset: false,
    [
        new("learning_rate", "Step size.", new ParameterRule.Real(0, 1, MinExcluded: true), null),
        new("momentum", "Fraction of the previous step to add.", new ParameterRule.Real(0, 1, MaxExcluded: true),
            new ParameterValue.Number(0)),
        new("epochs", "Number of reports, one after every 100 steps.", new ParameterRule.Whole(1, 1_000),
            new ParameterValue.Integer(10)),
    ], [new("loss", Goal.Minimize)]);

    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var rate = trial.Parameters.Number("learning_rate");
        var momentum = trial.Parameters.Number("momentum");
        // The complete state: a resumed trial continues exactly where it was interrupted.
        var at = trial.Resume is { } checkpoint
            ? JsonSerializer.Deserialize<Place>(checkpoint.Data.Span)!
            : new Place(0, -1, 1, 0, 0);
        while (at.Epoch < trial.Parameters.Integer("epochs"))
        {
            interrupted.ThrowIfCancellationRequested();
            at = Walk(at, rate, momentum) with { Epoch = at.Epoch + 1 };
            var loss = Loss(at.X, at.Y);
            if (!double.IsFinite(loss)) throw new TrialDivergedException("loss", loss, at.Epoch);

            var signal = await trial.ReportAsync(at.Epoch, [new("loss", loss)], interrupted);
            if (signal is TrialSignal.Stop) return;
            if (signal is TrialSignal.SaveCheckpoint || at.Epoch % trial.CheckpointEveryEpochs == 0)
                signal = await trial.SaveCheckpointAsync(
                    at.Epoch, JsonSerializer.SerializeToUtf8Bytes(at), interrupted);
            if (signal is TrialSignal.Stop) return;
        }
    }

    private static Place Walk(Place at, double rate, double momentum)
    {
        var (x, y, stepX, stepY) = (at.X, at.Y, at.StepX, at.StepY);
        for (var i = 0; i < 100; i++)
        {
            var slopeY = 200 * (y - x * x);
            stepX = momentum * stepX - rate * (-2 * (1 - x) - 2 * x * slopeY);
            stepY = momentum * stepY - rate * slopeY;
            (x, y) = (x + stepX, y + stepY);
        }

        return at with { X = x, Y = y, StepX = stepX, StepY = stepY };
    }

    private static double Loss(double x, double y) => (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);

    private sealed record Place(long Epoch, double X, double Y, double StepX, double StepY);
}
