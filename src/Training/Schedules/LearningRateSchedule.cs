namespace Experiments.Training.Schedules;

/// <summary>The learning rate schedules: functions of the optimizer step, without state.</summary>
internal enum LearningRateSchedule
{
    /// <summary>The learning rate is constant.</summary>
    Constant,

    /// <summary>
    /// The learning rate decreases to 0 along half a cosine, with each step (Loshchilov, Hutter, 2017).
    /// </summary>
    Cosine,

    /// <summary>The learning rate is multiplied by 0.1 after each third of the epochs.</summary>
    Step,

    /// <summary>
    /// The rate increases from a 25th of the learning rate over the first 30% of the steps, then decreases to a
    /// 250,000th, both along half a cosine (Smith, Topin, 2018; the constants are PyTorch's).
    /// </summary>
    OneCycle,
}
