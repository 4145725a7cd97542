using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Workloads;
using Experiments.Training.Schedules;
using Experiments.Training.Workloads;

namespace Experiments.Training.Modules;

/// <summary>How a module is trained.</summary>
/// <param name="Epochs">Passes over the training set, ≥ 1.</param>
/// <param name="BatchSize">Examples per optimizer step, ≥ 1.</param>
/// <param name="Seed">Seed of all randomness.</param>
/// <param name="Schedule">How the learning rate changes.</param>
/// <param name="GradientClip">Greatest length of the gradient; null: any.</param>
/// <param name="StopOn">What ends the trial where a layer is so.</param>
internal sealed record LoopSettings(
    int Epochs, int BatchSize, long Seed, LearningRateSchedule Schedule, double? GradientClip, ImmutableArray<LayerHealth> StopOn)
{
    /// <summary>Reads them, see <see cref="LoopParameters"/>.</summary>
    /// <param name="parameters">With defaults.</param>
    /// <param name="seed">Seed where the parameters name none.</param>
    public static LoopSettings Read(TrialParameters parameters, long seed) => new(
        (int)parameters.Integer("epochs"),
        (int)parameters.Integer("batch_size"),
        parameters.Has("seed") ? parameters.Integer("seed") : seed,
        EnumWords.Parse<LearningRateSchedule>(parameters.Text("lr_schedule")),
        parameters.Has("gradient_clip") ? parameters.Number("gradient_clip") : null,
        parameters.Has("stop_on") ? [.. parameters.Texts("stop_on").Select(EnumWords.Parse<LayerHealth>)] : []);
}
