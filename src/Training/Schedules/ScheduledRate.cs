namespace Experiments.Training.Schedules;

/// <summary>The learning rate of each optimizer step of a trial.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Peak">The trial's <c>learning_rate</c>, &gt; 0.</param>
/// <param name="Epochs">The number of epochs of the whole trial, ≥ 1.</param>
/// <param name="StepsPerEpoch">The number of optimizer steps per epoch, ≥ 1.</param>
internal sealed record ScheduledRate(LearningRateSchedule Schedule, double Peak, long Epochs, long StepsPerEpoch)
{
    private const double Warmup = 0.3;
    private const double First = 1.0 / 25;
    private const double Last = First / 1e4;

    /// <summary>Returns the learning rate of the zero-based <paramref name="step"/>.</summary>
    public double At(long step)
    {
        var steps = Epochs * StepsPerEpoch;
        return Peak * (Schedule switch
        {
            LearningRateSchedule.Cosine => Between(1, 0, (double)step / steps),
            LearningRateSchedule.Step => Math.Pow(0.1, step / StepsPerEpoch * 3 / Epochs),
            LearningRateSchedule.OneCycle => OneCycle(step, steps),
            _ => 1,
        });
    }

    private static double OneCycle(long step, long steps)
    {
        var top = Warmup * steps - 1;
        return step <= top
            ? Between(First, 1, step / Math.Max(top, 1))
            : Between(1, Last, (step - top) / Math.Max(steps - 1 - top, 1));
    }

    /// <summary>Interpolates between two numbers along half a cosine.</summary>
    private static double Between(double from, double to, double share) =>
        to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;
}
