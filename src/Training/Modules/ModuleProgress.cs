using System.Collections.Immutable;

namespace Experiments.Training.Modules;

/// <summary>Where the training of a module is.</summary>
/// <param name="Epochs">Epochs that are done and reported.</param>
/// <param name="Batches">Batches of the next epoch that are done.</param>
/// <param name="Examples">Examples in them.</param>
/// <param name="Sums">Sum over those examples of the loss, then of each measure.</param>
/// <param name="Seconds">Time that they took.</param>
internal sealed record ModuleProgress(int Epochs, int Batches, long Examples, ImmutableArray<double> Sums, double Seconds)
{
    /// <summary>An epoch's beginning.</summary>
    public static ModuleProgress After(int epochs, int sums) => new(epochs, 0, 0, [.. new double[sums]], 0);
}
