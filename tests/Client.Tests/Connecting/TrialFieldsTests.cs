using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Client.Tests.Support;
using Experiments.Storage.Filters;

namespace Experiments.Client.Tests.Connecting;

public sealed class TrialFieldsTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Find_Name_IsTheFirstThatHasIt()
    {
        await using var seeded = await SeedAsync();
        (await FindAsync("val_accuracy")).ShouldBe(new TrialField.Objective());
        (await FindAsync("objective")).ShouldBe(new TrialField.Objective());
        (await FindAsync("latest")).ShouldBe(new TrialField.Objective());
        (await FindAsync("train_loss")).ShouldBe(new TrialField.Metric("train_loss"));
        (await FindAsync("optimizer")).ShouldBe(new TrialField.Parameter("optimizer"));
        // The name of both a parameter and a reported metric.
        (await FindAsync("learning_rate")).ShouldBe(new TrialField.Metric("learning_rate"));
        (await FindAsync("restarts")).ShouldBe(new TrialField.Column("restarts"));
    }

    [Theory]
    [InlineData("train_los", "; did you mean 'train_loss'?")]
    [InlineData("optimiser", "; did you mean 'optimizer'?")]
    [InlineData("xyzzy", "; there are val_accuracy, learning_rate, train_loss, optimizer")]
    public async Task Find_NothingHasTheName_SaysWhatMightBeMeant(string name, string hint)
    {
        await using var seeded = await SeedAsync();
        (await Should.ThrowAsync<WrongUsageException>(() => FindAsync(name))).Message
            .ShouldStartWith($"--sort: sweep 'digits-optimizers' has no metric, parameter or column '{name}'{hint}");
    }

    private async Task<SeededDatabase> SeedAsync()
    {
        var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(1);
        await sweep.ReportAsync(0, 1, ("train_loss", 0.5), ("learning_rate", 0.1));
        return database;
    }

    private async Task<TrialField> FindAsync(string name)
    {
        await using var database = await SweepDatabase.OpenAsync(_shell.Shell, default);
        var sweep = await database.FindAsync("k3m9x0q2ab", default);
        return await TrialFields.ReadAsync("--sort", () => database.Sweeps.GetFieldAsync(sweep, name));
    }
}
