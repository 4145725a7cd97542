namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>Kills silos and stops the database. Nothing must be lost.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly bool HasMnist =
        Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("EXPERIMENTS_DATA") ?? "", "mnist"));

    [Fact]
    public async Task Train_ThreeKills_LosesNothing()
    {
        // Long enough that the sweep still trains at the last kill: a new silo takes some seconds to start.
        var sweep = Sweep(trials: 20, epochs: 16, examples: 8_000);
        await using var cluster = await DisturbedCluster.StartAsync(seed: 1, Tell);
        await cluster.SubmitAsync(sweep);
        await cluster.ProgressAsync(3);

        await cluster.KillDecidersAsync();
        await cluster.RemoveAsync("removed");
        while (cluster.Kills < 3)
        {
            await cluster.ProgressAsync(4);
            await cluster.ShouldBeTrainingAsync();
            await cluster.KillOneAsync();
        }

        await ShouldHaveLostNothingAsync(cluster, sweep, trials: 20, epochs: 16);
    }

    /// <summary>Takes some minutes. Run by bench/chaos.</summary>
    [Fact(Explicit = true)]
    public async Task Train_EverythingThatCanDieDoes_LosesNothing()
    {
        HasMnist.ShouldBeTrue("EXPERIMENTS_DATA must name a folder that holds mnist");
        var sweep = Sweep(trials: 24, epochs: 16, examples: 30_000);
        var seed = int.Parse(Environment.GetEnvironmentVariable("CHAOS_SEED") ?? "1");
        await using var cluster = await DisturbedCluster.StartAsync(seed, Tell);
        await cluster.SubmitAsync(sweep);
        await cluster.ProgressAsync(4);

        await cluster.KillDecidersAsync();
        await cluster.RemoveAsync("removed");
        await KillAsync(cluster, 4);
        await cluster.ProgressAsync(4);
        await cluster.ShouldBeTrainingAsync();
        await cluster.FreezeAsync();
        await KillAsync(cluster, 6);
        await cluster.StopDatabaseAsync(TimeSpan.FromSeconds(20));
        await KillAsync(cluster, 8);
        await cluster.KillAllAsync();
        await KillAsync(cluster, 14);

        await ShouldHaveLostNothingAsync(cluster, sweep, trials: 24, epochs: 16);
    }

    private static async Task KillAsync(DisturbedCluster cluster, int untilKills)
    {
        do
        {
            await cluster.ProgressAsync(6);
            await cluster.ShouldBeTrainingAsync();
            await cluster.KillOneAsync();
        }
        while (cluster.Kills < untilKills);
    }

    private async Task ShouldHaveLostNothingAsync(DisturbedCluster cluster, string sweep, int trials, int epochs)
    {
        var disturbed = cluster.Machine;
        await cluster.ToTheEndAsync();
        const string Trials = "from trials t join sweeps s on s.key = t.sweep_key where s.name = 'sweep'";
        Tell($"attempts: {string.Join(
            ' ', await disturbed.QueryAsync($"select t.attempt {Trials} order by t.number"))}");
        (await disturbed.QueryAsync($"select count(*) {Trials} and t.status = 'completed'")).ShouldBe([$"{trials}"]);
        (await disturbed.QueryAsync($"select max(t.attempt) > 1 {Trials}")).ShouldBe(["True"]);
        (await disturbed.QueryAsync(
            "select distinct count(*), count(distinct step), min(step), max(step) from trial_curves where name = "
            + "'sweep' and metric = 'val_accuracy' group by trial"))
            .ShouldBe([$"{epochs}|{epochs}|1|{epochs}"]);
        (await disturbed.RunAsync("replay", "sweep", "--verify")).ShouldExitWith(0);

        // Before its curves are pruned as well, some minutes after its end.
        var numbers = await disturbed.NumbersAsync("sweep");
        await using var undisturbed = new Machine();
        (await undisturbed.Start("run", undisturbed.Write("sweep.yaml", sweep))
            .WaitForExitAsync(TimeSpan.FromMinutes(30))).ShouldExitWith(0);
        numbers.ShouldBe(await undisturbed.NumbersAsync("sweep"));
        await cluster.ShouldBePrunedAsync("old");
        (await disturbed.QueryAsync("select name from sweeps order by 1")).ShouldBe(["old", "sweep"]);
    }

    private static string Sweep(int trials, int epochs, int examples) => $$"""
        workload: mlp
        dataset: {{(HasMnist ? "mnist" : "digits")}}
        method: random
        seed: 11
        run_cap: {{trials}}
        max_restarts: 30
        metric: {name: val_accuracy, goal: maximize}
        parameters:
          optimizer: {values: [sgd, adam, rmsprop]}
          learning_rate: {distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2}
          dropout: {values: [0.0, 0.2]}
          hidden_units: {value: 64}
          epochs: {value: {{epochs}}}
          train_examples: {value: {{examples}}}
        checkpoint: {every_epochs: 1, keep: last}
        """;

    private void Tell(string line) => output.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}");
}
