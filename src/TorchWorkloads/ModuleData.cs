namespace Experiments.TorchWorkloads;

/// <summary>The data of a trial.</summary>
/// <param name="Train">The training set, which is shuffled in each epoch.</param>
/// <param name="Validation">
/// The validation set, which is evaluated after each epoch. Objectives are best based on it.
/// </param>
/// <param name="Test">
/// The test set, which is evaluated once, after the last epoch. Default: null, no test set is evaluated.
/// </param>
public sealed record ModuleData(ExampleSet Train, ExampleSet Validation, ExampleSet? Test = null)
{
    /// <summary>
    /// Splits a set: the last part becomes the validation set, the rest the training set. Shuffle sorted examples
    /// first.
    /// </summary>
    /// <param name="all">All examples.</param>
    /// <param name="validation">The share of the validation set, above 0 and below 1. Default: one sixth.</param>
    /// <exception cref="UserErrorException">There are too few examples to put at least one in each set.</exception>
    public static ModuleData Split(ExampleSet all, double validation = 1.0 / 6)
    {
        var count = (long)Math.Round(all.Count * validation);
        if (count < 1 || count >= all.Count)
            throw new UserErrorException(
                $"{all.Count} examples cannot be split into training and validation: more examples are needed");
        return new(all.Slice(0, all.Count - count), all.Slice(all.Count - count, count));
    }
}
