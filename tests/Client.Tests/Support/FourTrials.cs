using Experiments.Search.Events;

namespace Experiments.Client.Tests.Support;

/// <summary>
/// A sweep with four trials: completed with 0.5, completed with 0.75, failed, running; in a cluster that lives.
/// </summary>
internal static class FourTrials
{
    public static async Task SeedAsync(string home)
    {
        await using var database = await SeededDatabase.CreateAsync(home);
        await database.BeatAsync("experiments", serves: true);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(4);
        await sweep.ReportAsync(0, 1, ("val_accuracy", 0.5));
        await sweep.CompleteAsync(0, 0.5);
        await sweep.ReportAsync(1, 1, ("val_accuracy", 0.75), ("test_accuracy", 0.7));
        await sweep.CompleteAsync(1, 0.75);
        await sweep.EndAsync(2, new AttemptOutcome.Diverged("diverged at step 1: train_loss is NaN"));
    }
}
