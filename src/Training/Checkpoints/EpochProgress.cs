namespace Experiments.Training.Checkpoints;

/// <summary>The progress of a trial.</summary>
/// <param name="Epochs">The number of epochs that are completed and reported.</param>
/// <param name="Batches">The number of completed batches of the next epoch.</param>
/// <param name="Examples">The number of examples in these batches.</param>
/// <param name="Loss">The sum of the losses of these examples.</param>
/// <param name="Right">The number of these examples that were classified correctly.</param>
/// <param name="Seconds">The duration of these batches, in seconds.</param>
internal sealed record EpochProgress(int Epochs, int Batches, long Examples, double Loss, long Right, double Seconds)
{
    /// <summary>Returns the progress at the start of an epoch.</summary>
    public static EpochProgress After(int epochs) => new(epochs, 0, 0, 0, 0, 0);
}
