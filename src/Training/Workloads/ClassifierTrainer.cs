using Experiments.Contracts.Metrics;
using Experiments.Training.Checkpoints;
using Experiments.Training.Datasets;
using Experiments.Training.Health;
using Experiments.Training.Losses;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using Experiments.Training.Randomness;
using Experiments.Training.Schedules;
using Experiments.Training.Trained;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Workloads;

/// <summary>
/// Trains a classifier. All random numbers come from generators that are seeded by (trial seed, epoch, batch), so that
/// training can resume from any batch as if it had never paused. Not thread-safe.
/// </summary>
internal sealed class ClassifierTrainer : IDisposable
{
    /// <summary>
    /// The number of batches between two checks of the loss within an epoch. On a GPU each check waits for the device.
    /// </summary>
    private const int BatchesPerLook = 100;

    private readonly ImageSet _data;
    private readonly Device _device;
    private readonly Loss _loss;
    private readonly Loss _evaluation;
    private readonly ScheduledRate _rate;
    private readonly TimeProvider _time;
    private readonly Generator _dropout;

    public ClassifierTrainer(ClassifierSettings settings, ImageSet data, string device, TimeProvider time)
    {
        (Settings, _data, _time) = (settings, data, time);
        _device = torch.device(device);
        _loss = Loss.Named(settings.Model.Loss, settings.LabelSmoothing);
        _evaluation = Loss.Named(settings.Model.Loss);
        BatchesPerEpoch = (int)((data.Count + settings.BatchSize - 1) / settings.BatchSize);
        _rate = new(settings.Schedule, settings.LearningRate, settings.Epochs, BatchesPerEpoch);
        _dropout = Seeds.Generator(0);
        Model = new(settings.Model.Shape, _device);
        Model.Initialize(settings.Initialization, Seeds.Derive(settings.Seed, RandomStream.Initialization));
        Optimizer = Optimizer.Create(settings.Optimizer, Model.Values, Model.Gradients);
        Health = new(WatchedLayers.From(Model), BatchesPerEpoch, _device);
    }

    /// <summary>The settings of the training.</summary>
    public ClassifierSettings Settings { get; }

    /// <summary>The model.</summary>
    public Network Model { get; }

    /// <summary>The optimizer that updates the model.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The gradient statistics of the current epoch.</summary>
    public GradientHealth Health { get; }

    /// <summary>The progress of the training.</summary>
    public EpochProgress Progress { get; set; } = EpochProgress.After(0);

    /// <summary>The number of optimizer steps per epoch. The last step may have fewer examples.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate => _rate.At(Math.Max(0, Optimizer.Steps - 1));

    /// <summary>
    /// Trains to the end of the epoch or until interrupted, but for at least one batch if any is left.
    /// </summary>
    /// <exception cref="TrialDivergedException">The loss is not finite.</exception>
    public void TrainEpoch(CancellationToken interrupted)
    {
        using var inference = inference_mode(true);
        using var scope = NewDisposeScope();
        var began = _time.GetTimestamp();
        var order = Order(Progress.Epochs);
        // Continue the stored sums instead of adding to them at the end: the order of additions determines their last
        // bits.
        var loss = tensor(Progress.Loss, ScalarType.Float64, _device);
        var right = tensor(Progress.Right, ScalarType.Int64, _device);
        var (batch, examples) = (Progress.Batches, Progress.Examples);
        if (batch == 0)
            Health.Clear();
        while (batch < BatchesPerEpoch)
        {
            examples += TrainBatch(order, batch++, loss, right);
            if (batch % BatchesPerLook == 0)
                ThrowIfNotFinite(loss);
            if (interrupted.IsCancellationRequested)
                break;
        }

        ThrowIfNotFinite(loss);
        Progress = Progress with
        {
            Batches = batch,
            Examples = examples,
            Loss = loss.Number(),
            Right = right.Whole(),
            Seconds = Progress.Seconds + _time.GetElapsedTime(began).TotalSeconds,
        };
    }

    /// <summary>Evaluates the model on a set, without dropout and with running statistics.</summary>
    public Score Evaluate(ImageSet set)
    {
        using var inference = inference_mode(true);
        using var scope = NewDisposeScope();
        var loss = tensor(0.0, ScalarType.Float64, _device);
        var right = tensor(0L, ScalarType.Int64, _device);
        foreach (var part in set.Parts())
        {
            using var batch = NewDisposeScope();
            var scores = Model.Forward(part.Images, training: null);
            loss.add_(_evaluation.Measure(scores, part.Labels).Sum, Scalars.One);
            right.add_(scores.argmax(1).eq(part.Labels).sum(), Scalars.One);
        }

        return new(loss.Number() / set.Count, (double)right.Whole() / set.Count);
    }

    /// <summary>Counts how often each class of a set is predicted as each class.</summary>
    public ConfusionMatrix Confusion(ImageSet set) =>
        ConfusionMatrix.Count(images => Model.Forward(images, training: null), set, Settings.Model.Shape.Classes);

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Optimizer.Dispose();
        Health.Dispose();
        _dropout.Dispose();
    }

    /// <summary>
    /// Returns the order of an epoch's examples, drawn on the CPU so that it is the same for every device.
    /// </summary>
    private Tensor Order(int epoch)
    {
        using var generator = Seeds.Generator(Seeds.Derive(Settings.Seed, RandomStream.Shuffling, epoch));
        return randperm(_data.Count, ScalarType.Int64, CPU, generator: generator).to(_device);
    }

    private long TrainBatch(Tensor order, int batch, Tensor loss, Tensor right)
    {
        using var scope = NewDisposeScope();
        var start = (long)batch * Settings.BatchSize;
        var count = Math.Min(Settings.BatchSize, _data.Count - start);
        var chosen = order.narrow(0, start, count);
        var labels = _data.Labels.index_select(0, chosen);
        _dropout.manual_seed(Seeds.Derive(Settings.Seed, RandomStream.Dropout, Progress.Epochs, batch));

        var scores = Model.Forward(_data.Images.index_select(0, chosen), _dropout);
        right.add_(scores.argmax(1).eq(labels).sum(), Scalars.One);
        var (sum, gradient) = _loss.Measure(scores, labels);
        loss.add_(sum, Scalars.One);
        Model.Backward(gradient);
        if (Settings.WatchesGradients && Health.IsDue(batch))
            Health.Look();
        if (Settings.GradientClip is { } longest)
            GradientClip.Apply(Model.Gradients, longest);
        Optimizer.Step(_rate.At(Optimizer.Steps));
        return count;
    }

    private void ThrowIfNotFinite(Tensor loss)
    {
        var value = loss.Number();
        if (!double.IsFinite(value))
            throw new TrialDivergedException(MetricNames.TrainLoss, value, Progress.Epochs + 1);
    }
}
