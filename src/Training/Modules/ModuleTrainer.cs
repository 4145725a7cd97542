using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.TorchWorkloads;
using Experiments.Training.Health;
using Experiments.Training.Optimizers;
using Experiments.Training.Randomness;
using Experiments.Training.Schedules;
using Experiments.Training.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// Trains a user's module, with gradients from autograd. All random numbers come from generators that are seeded by
/// (trial seed, epoch, batch), as in the built-in workloads. Not thread-safe.
/// </summary>
internal sealed class ModuleTrainer : IEpochTrainer, IDisposable
{
    /// <summary>
    /// The number of batches between two checks of the loss within an epoch. On a GPU each check waits for the device.
    /// </summary>
    private const int BatchesPerLook = 100;

    private readonly PreparedModule _made;
    private readonly LoopSettings _settings;
    private readonly Device _device;
    private readonly ScheduledRate _share;
    private readonly TimeProvider _time;
    private readonly Generator _dropoutRandom = Seeds.Generator(0);
    private readonly SeededDropout _dropout;
    private readonly ModuleLayers _layers;
    private readonly ImmutableArray<Func<Tensor, Tensor, Tensor>> _sums;
    private readonly bool _drawsByItself;
    private readonly int _batches;

    /// <param name="workload">The workload, which defines what is trained.</param>
    /// <param name="parameters">The trial's parameters, including defaults, see <see cref="LoopParameters"/>.</param>
    /// <param name="settings">The settings of the training loop.</param>
    /// <param name="device">The device to train on: <c>cpu</c>, <c>cuda:0</c>, …</param>
    /// <param name="time">The clock that measures the duration of epochs.</param>
    public ModuleTrainer(
        ModuleWorkload workload, TrialParameters parameters, LoopSettings settings, string device, TimeProvider time)
    {
        (_settings, _device, _time) = (settings, torch.device(device), time);
        _made = PreparedModule.Make(workload, parameters, settings.Seed, _device);
        try
        {
            _batches = (int)((_made.Data.Train.Count + settings.BatchSize - 1) / settings.BatchSize);
            _share = new(settings.Schedule, Peak: 1, settings.Epochs, _batches);
            _sums = [_made.Loss, .. _made.Setup.Measures.Values];
            Progress = ModuleProgress.After(0, _sums.Length);
            _dropout = new(Module, _dropoutRandom);
            _layers = new(Module);
            _drawsByItself = TryOut();
            Optimizer = MakeOptimizer(parameters);
            Health = new(_layers.Watched(), _batches, _device);
        }
        catch
        {
            _made.Dispose();
            _dropoutRandom.Dispose();
            throw;
        }
    }

    /// <summary>The module.</summary>
    public nn.Module<Tensor, Tensor> Module => _made.Setup.Module;

    /// <summary>The optimizer that updates the module.</summary>
    public ModuleOptimizer Optimizer { get; }

    /// <summary>The gradient statistics of the current epoch.</summary>
    public GradientHealth Health { get; }

    /// <summary>The progress of the training.</summary>
    public ModuleProgress Progress { get; set; }

    /// <inheritdoc/>
    public int EpochsDone => Progress.Epochs;

    /// <inheritdoc/>
    public void TrainEpoch(CancellationToken interrupted)
    {
        using var scope = NewDisposeScope();
        _dropout.Train(Module);
        var began = _time.GetTimestamp();
        using var shuffling = Seeds.Generator(Seeds.Derive(_settings.Seed, RandomStream.Shuffling, EpochsDone));
        var order = randperm(_made.Data.Train.Count, ScalarType.Int64, CPU, generator: shuffling).to(_device);
        // Continue the stored sums instead of adding to them at the end: the order of additions determines their last
        // bits.
        var sums = Progress.Sums.Select(sum => tensor(sum, ScalarType.Float64, _device)).ToArray();
        var (batch, examples) = (Progress.Batches, Progress.Examples);
        if (batch == 0) Health.Clear();
        while (batch < _batches)
        {
            examples += TrainBatch(order, batch++, sums);
            if (batch % BatchesPerLook == 0) ThrowIfNotFinite(sums[0]);
            if (interrupted.IsCancellationRequested) break;
        }

        ThrowIfNotFinite(sums[0]);
        var seconds = Progress.Seconds + _time.GetElapsedTime(began).TotalSeconds;
        Progress = new(EpochsDone, batch, examples, [.. sums.Select(sum => sum.Number())], seconds);
    }

    /// <inheritdoc/>
    public EpochResult Measure()
    {
        var began = _time.GetTimestamp();
        var validation = Evaluate(_made.Data.Validation);
        var gradients = Health.Read();
        var health = HealthRules.Judge(gradients);
        var seconds = Progress.Seconds + _time.GetElapsedTime(began).TotalSeconds;
        var rate = Optimizer.LearningRate * _share.At((long)EpochsDone * _batches + Progress.Batches - 1);
        return new(
        [
            .. Named("train", [.. Progress.Sums.Select(sum => sum / Progress.Examples)]),
            .. Named("val", validation),
            new(MetricNames.LearningRate, rate),
            new(MetricNames.EpochSeconds, seconds),
            new(MetricNames.SamplesPerSecond, Progress.Examples / seconds),
            .. GradientMetrics.From(gradients, health),
        ], validation[0], health);
    }

    /// <summary>Returns the metrics of the test set, which are reported once; empty if there is no test set.</summary>
    public IEnumerable<KeyValuePair<string, double>> MeasureTest() =>
        _made.Data.Test is { } test ? Named("test", Evaluate(test)) : [];

    /// <inheritdoc/>
    public void EndEpoch() => Progress = ModuleProgress.After(EpochsDone + 1, _sums.Length);

    /// <inheritdoc/>
    public byte[] WriteCheckpoint() => ModuleCheckpoint.Write(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        Optimizer.Dispose();
        Health.Dispose();
        _made.Dispose();
        _dropoutRandom.Dispose();
    }

    private long TrainBatch(Tensor order, int batch, Tensor[] sums)
    {
        using var scope = NewDisposeScope();
        var start = (long)batch * _settings.BatchSize;
        var chosen = order.narrow(0, start, Math.Min(_settings.BatchSize, _made.Data.Train.Count - start));
        var targets = _made.Data.Train.Targets.index_select(0, chosen);
        var inputs = _made.Data.Train.Inputs.index_select(0, chosen);
        var isLooking = _layers.IsLooking = Health.IsDue(batch);
        _made.Random.manual_seed(Seeds.Derive(_settings.Seed, RandomStream.Module, EpochsDone, batch));
        var dropoutSeed = Seeds.Derive(_settings.Seed, RandomStream.Dropout, EpochsDone, batch);
        _dropoutRandom.manual_seed(dropoutSeed);

        Optimizer.ClearGradients();
        var (outputs, loss) = _drawsByItself ? SharedGenerator.Run(dropoutSeed, Forward) : Forward();
        loss.backward();
        if (isLooking) Look();
        if (_settings.GradientClip is { } longest) Optimizer.Clip(longest);
        Optimizer.Step(_share.At((long)EpochsDone * _batches + batch));
        Add(sums, outputs.detach(), targets, loss.detach());
        return chosen.shape[0];

        (Tensor Outputs, Tensor Loss) Forward()
        {
            var scores = Module.call(inputs);
            return (scores, _made.Loss(scores, targets));
        }
    }

    private void Look()
    {
        using var unrecorded = no_grad();
        Health.Look();
    }

    /// <summary>Returns the means over the examples of a set: of the loss, then of each measure.</summary>
    private ImmutableArray<double> Evaluate(ExampleSet set)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        _dropout.Evaluate(Module);
        _layers.IsLooking = false;
        var seed = Seeds.Derive(_settings.Seed, RandomStream.Module, EpochsDone, _batches);
        _made.Random.manual_seed(seed);
        return _drawsByItself ? SharedGenerator.Run(seed, Means) : Means();

        ImmutableArray<double> Means()
        {
            var sums = _sums.Select(_ => tensor(0.0, ScalarType.Float64, _device)).ToArray();
            for (long start = 0; start < set.Count; start += _settings.BatchSize)
            {
                using var part = NewDisposeScope();
                var count = Math.Min(_settings.BatchSize, set.Count - start);
                var targets = set.Targets.narrow(0, start, count);
                var outputs = Module.call(set.Inputs.narrow(0, start, count));
                Add(sums, outputs, targets, _made.Loss(outputs, targets));
            }

            return [.. sums.Select(sum => sum.Number() / set.Count)];
        }
    }

    private void Add(Tensor[] sums, Tensor outputs, Tensor targets, Tensor loss)
    {
        using var unrecorded = no_grad();
        var count = Scalars.Keep((double)targets.shape[0]);
        for (var i = 0; i < sums.Length; i++)
        {
            var mean = i == 0 ? loss : _sums[i](outputs, targets);
            sums[i].add_(mean.to(ScalarType.Float64).mul(count).reshape([]), Scalars.One);
        }
    }

    private IEnumerable<KeyValuePair<string, double>> Named(string set, ImmutableArray<double> means) =>
        new[] { "loss" }.Concat(_made.Setup.Measures.Keys)
            .Zip(means, (name, mean) => KeyValuePair.Create($"{set}_{name}", mean));

    /// <summary>
    /// Runs the untrained module once and then restores its state. The run shows which ReLUs and dropout layers are
    /// called through their hooks, and whether the module draws from the generator that trials share. Draws on a GPU
    /// cannot be detected, so a module on a GPU is assumed to draw.
    /// </summary>
    private bool TryOut()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var state = Module.state_dict();
        var before = state.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        _dropout.Train(Module);
        _layers.IsLooking = true;
        var some = _made.Data.Train.Slice(0, Math.Min(_settings.BatchSize, _made.Data.Train.Count));
        var seed = Seeds.Derive(_settings.Seed, RandomStream.Dropout);
        var draws = SharedGenerator.Draws(seed, () => _made.Loss(Module.call(some.Inputs), some.Targets));
        foreach (var (name, tensor) in before) state[name].copy_(tensor);
        return _dropout.ReleaseUncalled() | draws | _device.type != DeviceType.CPU;
    }

    private ModuleOptimizer MakeOptimizer(TrialParameters parameters)
    {
        if (_made.Setup.Optimizer is { } make) return new TorchModuleOptimizer(Module.parameters(), make);
        LoopParameters.CheckOptimizer(parameters);
        var (settings, rate) = OptimizerSettings.Read(parameters);
        return new FlatModuleOptimizer(Module.parameters(), settings, rate);
    }

    private void ThrowIfNotFinite(Tensor loss)
    {
        var value = loss.Number();
        if (!double.IsFinite(value)) throw new TrialDivergedException(MetricNames.TrainLoss, value, EpochsDone + 1);
    }
}
