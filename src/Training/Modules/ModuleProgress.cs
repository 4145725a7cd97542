using System.Collections.Immutable;

namespace Experiments.Training.Modules;

/// <summary>The progress of a module's training.</summary>
/// <param name="Epochs">The number of epochs that are completed and reported.</param>
/// <param name="Batches">The number of completed batches of the next epoch.</param>
/// <param name="Examples">The number of examples in these batches.</param>
/// <param name="Sums">The sums over these examples of the loss, then of each measure.</param>
/// <param name="Seconds">The duration of these batches, in seconds.</param>
internal sealed record ModuleProgress(
    int Epochs, int Batches, long Examples, ImmutableArray<double> Sums, double Seconds)
{
    /// <summary>Returns the progress at the start of an epoch.</summary>
    public static ModuleProgress After(int epochs, int sums) => new(epochs, 0, 0, [.. new double[sums]], 0);
}
