namespace Experiments.Contracts.Metrics;

/// <summary>The names of the metrics that built-in workloads report.</summary>
public static class MetricNames
{
    /// <summary>Mean loss over the epoch's training batches.</summary>
    public const string TrainLoss = "train_loss";

    /// <summary>
    /// Fraction of the epoch's training examples that were classified correctly, in training mode, 0 to 1.
    /// </summary>
    public const string TrainAccuracy = "train_accuracy";

    /// <summary>Mean loss over the validation set.</summary>
    public const string ValLoss = "val_loss";

    /// <summary>Fraction of the validation set that was classified correctly, 0 to 1.</summary>
    public const string ValAccuracy = "val_accuracy";

    /// <summary>
    /// Fraction of the test set that was classified correctly, 0 to 1. Reported once, at the end; never an objective.
    /// </summary>
    public const string TestAccuracy = "test_accuracy";

    /// <summary>Learning rate at the end of the epoch.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>Duration of the epoch in seconds. A wall-clock metric.</summary>
    public const string EpochSeconds = "epoch_seconds";

    /// <summary>Training examples per second of the epoch. A wall-clock metric.</summary>
    public const string SamplesPerSecond = "samples_per_second";

    /// <summary>
    /// Followed by a class, 0 to 9: fraction of that class's test examples that were classified correctly. Reported
    /// once, at the end, like <see cref="TestAccuracy"/>.
    /// </summary>
    public const string TestAccuracyOfClass = "test_accuracy/";

    /// <summary>
    /// Followed by a layer: mean of the gradient with respect to its weights, over some batches of the epoch.
    /// </summary>
    public const string GradientMean = "grad_mean/";

    /// <summary>Followed by a layer: standard deviation of the gradient with respect to its weights.</summary>
    public const string GradientDeviation = "grad_std/";

    /// <summary>
    /// Followed by a layer: root mean square of the norm of the gradient with respect to its weights.
    /// </summary>
    public const string GradientNorm = "grad_norm/";

    /// <summary>Followed by a layer with ReLUs: fraction of its units that gave 0 for every example examined.</summary>
    public const string DeadRelu = "dead_relu/";

    /// <summary>Followed by a layer: its health, one of <see cref="LayerHealth"/>.</summary>
    public const string Health = "health/";

    /// <summary>The maximum length of a metric's name, in UTF-16 code units.</summary>
    public const int Longest = 200;

    /// <summary>
    /// Whether a metric can have this name: up to <see cref="Longest"/> characters of any language, with no white space
    /// at either end, and no control character, unpaired surrogate or U+FFFD, which replaces bytes that are not UTF-8.
    /// </summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > Longest || char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
            return false;

        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsControl(name[i]) || name[i] == '\uFFFD') return false;
            if (!char.IsSurrogate(name[i])) continue;
            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>
    /// Whether a metric measures the machine rather than the model, so that repeating a trial gives other values.
    /// </summary>
    public static bool IsWallClock(string name) => name is EpochSeconds or SamplesPerSecond;
}
