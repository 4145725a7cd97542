namespace Experiments.Contracts.Metrics;

/// <summary>Names of the metrics that built-in workloads report once per epoch.</summary>
public static class MetricNames
{
    /// <summary>Mean loss over the epoch's training batches.</summary>
    public const string TrainLoss = "train_loss";

    /// <summary>Share of the epoch's training examples that were classified right, in training mode, 0 to 1.</summary>
    public const string TrainAccuracy = "train_accuracy";

    /// <summary>Mean loss over the validation set.</summary>
    public const string ValLoss = "val_loss";

    /// <summary>Share of the validation set that was classified right, 0 to 1.</summary>
    public const string ValAccuracy = "val_accuracy";

    /// <summary>
    /// Share of the test set that was classified right, 0 to 1. Reported once, at the end; never an objective.
    /// </summary>
    public const string TestAccuracy = "test_accuracy";

    /// <summary>Learning rate at the end of the epoch.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>Seconds that the epoch took. A wall-clock metric.</summary>
    public const string EpochSeconds = "epoch_seconds";

    /// <summary>Training examples per second of the epoch. A wall-clock metric.</summary>
    public const string SamplesPerSecond = "samples_per_second";

    /// <summary>
    /// Followed by a class, 0 to 9: share of that class's test examples that were classified right. Reported once, at the
    /// end, like <see cref="TestAccuracy"/>.
    /// </summary>
    public const string TestAccuracyOfClass = "test_accuracy/";

    /// <summary>Followed by a layer: mean of the gradient by its weights, over some batches of the epoch.</summary>
    public const string GradientMean = "grad_mean/";

    /// <summary>Followed by a layer: standard deviation of the gradient by its weights.</summary>
    public const string GradientDeviation = "grad_std/";

    /// <summary>Followed by a layer: length of the gradient by its weights, as the root of its mean square.</summary>
    public const string GradientNorm = "grad_norm/";

    /// <summary>Followed by a layer with ReLUs: share of its units that gave 0 for every example looked at.</summary>
    public const string DeadRelu = "dead_relu/";

    /// <summary>Followed by a layer: how it is, one of <see cref="LayerHealth"/>.</summary>
    public const string Health = "health/";

    /// <summary>The longest name that a metric may have, in UTF-16 code units.</summary>
    public const int Longest = 200;

    /// <summary>
    /// Whether a metric can have this name: up to <see cref="Longest"/> characters of any language, none of them a control
    /// character, half a surrogate pair or U+FFFD, which stands for bytes that are no UTF-8; and no blank at its ends.
    /// </summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > Longest || char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1])) return false;
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
    /// Whether a metric measures the machine rather than the model, so that a repeated trial gives other values.
    /// </summary>
    public static bool IsWallClock(string name) => name is EpochSeconds or SamplesPerSecond;
}
