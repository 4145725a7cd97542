namespace Experiments.Training.Schedules;

/// <summary>How the learning rate changes over a trial: a function of the optimizer step, without state.</summary>
internal enum LearningRateSchedule
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>From the learning rate down to 0 along half a cosine, with each step (Loshchilov, Hutter, 2017).</summary>
    Cosine,

    /// <summary>Times 0.1 after each third of the epochs.</summary>
    Step,

    /// <summary>
    /// Up from a 25th of the learning rate over the first 30% of the steps, then down to a 250,000th, both along half a
    /// cosine (Smith, Topin, 2018; the constants are PyTorch's).
    /// </summary>
    OneCycle,
}
