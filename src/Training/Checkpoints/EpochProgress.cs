namespace Experiments.Training.Checkpoints;

/// <summary>Where a trial is.</summary>
/// <param name="Epochs">Epochs that are done and reported.</param>
/// <param name="Batches">Batches of the next epoch that are done.</param>
/// <param name="Examples">Examples in them.</param>
/// <param name="Loss">Sum of their losses.</param>
/// <param name="Right">How many of them were classified right.</param>
/// <param name="Seconds">Time that they took.</param>
internal sealed record EpochProgress(int Epochs, int Batches, long Examples, double Loss, long Right, double Seconds)
{
    /// <summary>An epoch's beginning.</summary>
    public static EpochProgress After(int epochs) => new(epochs, 0, 0, 0, 0, 0);
}
