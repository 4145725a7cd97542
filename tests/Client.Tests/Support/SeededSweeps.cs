using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;

namespace Experiments.Client.Tests.Support;

/// <summary>
/// A database with sweeps of each kind, all of which have ended, so that nothing changes as time passes: <c>digits</c>,
/// whose trials completed, failed and were cancelled; <c>seeds</c> with repeats; <c>phones</c> with two objectives;
/// <c>nights</c>, a program with output and files; and <c>frugal</c> with a budget.
/// </summary>
internal static class SeededSweeps
{
    /// <summary>The value of a variable of <c>nights</c> that no server may show.</summary>
    public const string Secret = "hunter2hunter2";

    private const string Seeds =
        """
        name: seeds
        workload: mlp
        dataset: digits
        method: grid
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          learning_rate: {values: [0.1, 0.2]}
          seed: {values: [1, 2]}
        """;

    private const string Phones =
        """
        name: phones
        command: [./train]
        method: random
        run_cap: 2
        metrics: [{name: loss}, {name: accuracy, goal: maximize}]
        parameters: {width: {min: 1, max: 9}}
        """;

    private static readonly string Nights =
        "program: train.py\nname: nights\nmethod: random\nrun_cap: 1\nmetric: {name: loss}\n"
        + $"env: {{API_TOKEN: {{value: {Secret}}}, PLAIN: words}}\nparameters: {{x: {{min: 0.0, max: 1.0}}}}\n";

    /// <summary>Fills the database that the command line finds in a home, the same way each time.</summary>
    public static async Task SeedAsync(string home)
    {
        await using var database = await SeededDatabase.CreateAsync(home);
        var nights = await database.SubmitAsync("nights0000", Nights);
        await nights.StartAsync(1);
        var night = new TrialId(1, 0);
        await database.LogAsync(
            0, 1, new LogPart(0, LogStream.Out, "epoch=1\n"), new LogPart(8, LogStream.Error, "careful\n"),
            new LogPart(20, LogStream.Note, "killed\n"));
        await database.LeaveAsync(night, 1, "model.pt", "weights");
        await database.LeaveAsync(night, 1, "plots/a b#1.png", "png");
        await nights.ReportAsync(0, 1, ("loss", double.NaN));
        await nights.EndAsync(0, new AttemptOutcome.Diverged("diverged at step 1: loss is NaN"));

        await SeedDigitsAsync(database);
        var seeds = await database.SubmitAsync("seeds00000", Seeds);
        await seeds.StartAsync(4);
        foreach (var (trial, value) in new[] { 0.9, 0.5, 0.8, 0.85 }.Index())
        {
            await seeds.ReportAsync(trial, 1, ("val_accuracy", value));
            await seeds.CompleteAsync(trial, value);
        }

        var phones = await database.SubmitAsync("phones0000", Phones);
        await phones.StartAsync(2);
        await phones.EndAsync(0, new AttemptOutcome.Completed(0.2, new([0.9])));
        await phones.EndAsync(1, new AttemptOutcome.Completed(0.3, new([0.4])));

        var frugal = await database.SubmitAsync(
            "frugal0000",
            Sweeps.File.Replace("digits-optimizers", "frugal", StringComparison.Ordinal)
            + "\nbudget: {time: 2h, device_hours: 10, no_better_after: 3}\n");
        await frugal.StartAsync(1);
        await frugal.HappenAsync(new SearchEvent.UseMeasured(5_400, null));
        await frugal.HappenAsync(new SearchEvent.StopRequested());
        await frugal.CompleteAsync(0, 0.5);
    }

    private static async Task SeedDigitsAsync(SeededDatabase database)
    {
        var digits = await database.SubmitAsync("digits0000", Sweeps.File.Replace(
            "digits-optimizers", "digits", StringComparison.Ordinal));
        await digits.StartAsync(6);
        for (var trial = 0; trial < 5; trial++)
        {
            for (var step = 1; step <= 3; step++)
                await digits.ReportAsync(trial, step, ("val_accuracy", 0.1 * (step + trial)), ("test_accuracy", 0.7));
            await digits.CompleteAsync(trial, 0.1 * (3 + trial));
        }

        await digits.ReportAsync(5, 1, ("val_accuracy", double.NaN));
        await digits.EndAsync(5, new AttemptOutcome.Diverged("diverged at step 1: train_loss is NaN"));
    }
}
