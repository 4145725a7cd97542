using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Training.Schedules;
using Experiments.Training.Workloads;

namespace Experiments.Training.Modules;

/// <summary>The settings of a module's training loop.</summary>
/// <param name="Epochs">The number of passes over the training set, ≥ 1.</param>
/// <param name="BatchSize">The number of examples per optimizer step, ≥ 1.</param>
/// <param name="Seed">The seed of all randomness.</param>
/// <param name="Schedule">The learning rate schedule.</param>
/// <param name="GradientClip">The maximum norm of the gradient, or null if it is not clipped.</param>
/// <param name="StopOn">The layer health values that end the trial.</param>
internal sealed record LoopSettings(
    int Epochs, int BatchSize, long Seed, LearningRateSchedule Schedule, double? GradientClip,
    ImmutableArray<LayerHealth> StopOn)
{
    /// <summary>Reads the settings from a trial's parameters, see <see cref="LoopParameters"/>.</summary>
    /// <param name="parameters">The trial's parameters, including defaults.</param>
    /// <param name="seed">The seed to use if the parameters specify none.</param>
    public static LoopSettings Read(TrialParameters parameters, long seed) => new(
        (int)parameters.Integer("epochs"),
        (int)parameters.Integer("batch_size"),
        parameters.Has("seed") ? parameters.Integer("seed") : seed,
        EnumWords.Parse<LearningRateSchedule>(parameters.Text("lr_schedule")),
        parameters.Has("gradient_clip") ? parameters.Number("gradient_clip") : null,
        parameters.Has("stop_on") ? [.. parameters.Texts("stop_on").Select(EnumWords.Parse<LayerHealth>)] : []);
}
