using Experiments.Contracts.Faults;
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
/// A model in training. All that is drawn at random is drawn from generators seeded by (trial seed, epoch, batch), so that
/// training goes on from any batch as if it had never paused. Not for several threads.
/// </summary>
internal sealed class ClassifierTrainer : IDisposable
{
    /// <summary>The loss is looked at so often within an epoch; on a GPU each look waits for the device.</summary>
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

    /// <summary>How it trains.</summary>
    public ClassifierSettings Settings { get; }

    /// <summary>The model.</summary>
    public Network Model { get; }

    /// <summary>What moves it.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the gradients of this epoch are.</summary>
    public GradientHealth Health { get; }

    /// <summary>Where training is.</summary>
    public EpochProgress Progress { get; set; } = EpochProgress.After(0);

    /// <summary>Optimizer steps in an epoch; the last may have fewer examples.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The rate of the last step taken.</summary>
    public double LearningRate => _rate.At(Math.Max(0, Optimizer.Steps - 1));

    /// <summary>Trains to the end of the epoch, or until interrupted, after at least one batch where any was left.</summary>
    /// <exception cref="TrialDivergedException">The loss is not finite.</exception>
    public void TrainEpoch(CancellationToken interrupted)
    {
        using var inference = inference_mode(true);
        using var scope = NewDisposeScope();
        var began = _time.GetTimestamp();
        var order = Order(Progress.Epochs);
        // Sums go on from where they were, not beside it: the order of additions decides their last bits.
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

    /// <summary>Measures the model on a set, without dropout and with running statistics.</summary>
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

    /// <summary>How often the model takes each class of a set for which.</summary>
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

    /// <summary>The order of an epoch's examples, made on the CPU so that every device sees the same.</summary>
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
