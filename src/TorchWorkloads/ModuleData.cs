namespace Experiments.TorchWorkloads;

/// <summary>Data of a trial.</summary>
/// <param name="Train">What is trained on, in a new order each epoch.</param>
/// <param name="Validation">What is measured after each epoch; objectives are best taken from here.</param>
/// <param name="Test">What is measured once, after the last epoch. Default: null, nothing is.</param>
public sealed record ModuleData(ExampleSet Train, ExampleSet Validation, ExampleSet? Test = null)
{
    /// <summary>Takes the last part of a set for validation and the rest for training. Shuffle sorted examples first.</summary>
    /// <param name="all">All examples.</param>
    /// <param name="validation">The share that is taken for validation, above 0 and below 1. Default: a sixth.</param>
    /// <exception cref="UserErrorException">There are too few examples to have one in each.</exception>
    public static ModuleData Split(ExampleSet all, double validation = 1.0 / 6)
    {
        var count = (long)Math.Round(all.Count * validation);
        if (count < 1 || count >= all.Count)
            throw new UserErrorException($"{all.Count} examples cannot be split into training and validation: bring more");
        return new(all.Slice(0, all.Count - count), all.Slice(all.Count - count, count));
    }
}
