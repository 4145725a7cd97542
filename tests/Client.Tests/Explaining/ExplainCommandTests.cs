using System.Text.Json;
using Experiments.Client.Tests.Support;
using Experiments.SweepFiles;

namespace Experiments.Client.Tests.Explaining;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TestShell _shell = new(width: 200);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Explain_OneParameterMatters_SaysSoWithItsRegion()
    {
        await SeedAsync(rate => -Math.Abs(Math.Log10(rate) + 2));
        (await _shell.RunAsync("explain", "k3m9")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldContain("learning_rate matters");
        _shell.TakeOut().ShouldContain("learning_rate is good from");
        (await _shell.RunAsync("explain", "k3m9", "--format", "json")).ShouldBe(0);
        var statements = JsonDocument.Parse(_shell.TakeOut()).RootElement.EnumerateArray().ToList();
        var matters = statements.Single(statement => statement.GetProperty("kind").GetString() == "matters");
        matters.GetProperty("parameters")[0].GetString().ShouldBe("learning_rate");
        matters.GetProperty("share").GetDouble().ShouldBeGreaterThan(0.5);
        matters.GetProperty("share_low").GetDouble().ShouldBeLessThan(matters.GetProperty("share_high").GetDouble());
        matters.GetProperty("chance").GetDouble().ShouldBeLessThanOrEqualTo(0.01);
        var good = statements.Single(statement => statement.GetProperty("kind").GetString() == "good_region");
        good.GetProperty("good")[0].GetDouble().ShouldBeLessThan(0.01);
        good.GetProperty("good")[1].GetDouble().ShouldBeGreaterThan(0.01);
    }

    [Fact]
    public async Task Explain_Next_IsAFileThatSubmitAccepts()
    {
        await SeedAsync(rate => Math.Log10(rate));
        (await _shell.RunAsync("explain", "k3m9", "--next")).ShouldBe(0, _shell.Error);
        var text = _shell.TakeOut();
        var read = SweepFile.Parse(text, "next.yaml");
        read.IsValid.ShouldBeTrue(string.Join('\n', read.Errors));
        read.Spec!.Name.ShouldBe("digits-optimizers-next");
        // The best rates were at the upper bound.
        var rate = read.Spec.Search.Space.Parameters.Single(parameter => parameter.Name == "learning_rate").Distribution
            .ShouldBeOfType<Search.Spaces.Distribution.LogUniform>();
        rate.Max.ShouldBeGreaterThan(0.1);
        var file = Path.Combine(_shell.Home, "next.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        (await _shell.RunAsync("submit", file, "--dry-run")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldContain("digits-optimizers-next: 40 trials");
    }

    [Fact]
    public async Task Explain_NothingMatters_SaysSoAndSuggestsNothing()
    {
        var chance = new Random(4);
        await SeedAsync(_ => chance.NextDouble());
        (await _shell.RunAsync("explain", "k3m9")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldContain("no effect beyond chance of optimizer, learning_rate");
        (await _shell.RunAsync("explain", "k3m9", "--next")).ShouldBe(1);
        _shell.Error.ShouldContain("nothing about sweep 'digits-optimizers' is sure enough to change its ranges");
    }

    [Fact]
    public async Task Watch_EndedSweep_EndsWithWhatIsSure()
    {
        await SeedAsync(rate => Math.Log10(rate));
        (await _shell.RunAsync("watch", "k3m9")).ShouldBe(0, _shell.Error);
        _shell.Out.ShouldContain("learning_rate is best at its upper bound");
        _shell.Out.ShouldContain("learning_rate matters");
    }

    [Fact]
    public async Task WhatIf_WholeCurves_IsExact()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", Sweeps.File);
        await sweep.StartAsync(6);
        for (var trial = 0; trial < 6; trial++)
        {
            for (var epoch = 1; epoch <= 10; epoch++)
                await sweep.ReportAsync(trial, epoch, ("val_accuracy", 0.1 * trial + 0.01 * epoch));
            await sweep.CompleteAsync(trial, 0.1 * trial + 0.1);
        }

        (await _shell.RunAsync(
            "whatif", "k3m9", "--early-terminate", "{type: median, grace_period: 2, min_samples: 2}",
            "--early-terminate", "none", "--workers", "1", "--format", "json")).ShouldBe(0, _shell.Error);
        var rows = JsonDocument.Parse(_shell.TakeOut()).RootElement.EnumerateArray().ToList();
        rows.Select(row => row.GetProperty("epochs").GetDouble()).ShouldBe([60, 60, 60]);
        rows.ShouldAllBe(row => row.GetProperty("best_trial").GetInt32() == 5);
        // Each trial is better than those before, so only the opposite order stops any.
        (await _shell.RunAsync("whatif", "k3m9", "--early-terminate", "median", "--workers", "6")).ShouldBe(0);
        _shell.TakeOut().ShouldContain("exact: all of it was recorded");
    }

    [Fact]
    public async Task WhatIf_WrongRule_IsRefusedAsInAFile()
    {
        await SeedAsync(rate => rate);
        (await _shell.RunAsync("whatif", "k3m9", "--early-terminate", "medain")).ShouldBe(2);
        _shell.Error.ShouldContain("median");
        (await _shell.RunAsync("whatif", "k3m9")).ShouldBe(2);
        (await _shell.RunAsync("whatif", "k3m9", "--early-terminate", "median")).ShouldBe(1);
        _shell.Error.ShouldContain("has no curves");
    }

    private async Task SeedAsync(Func<double, double> objective)
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var file = Sweeps.File.Replace("run_cap: 6", "run_cap: 40", StringComparison.Ordinal);
        var sweep = await database.SubmitAsync("k3m9x0q2ab", file);
        await sweep.StartAsync(40);
        foreach (var (trial, running) in sweep.State.Running.ToList())
        {
            running.Assignment.TryGet("learning_rate", out var rate).ShouldBeTrue();
            await sweep.CompleteAsync(trial, objective(rate.ToReal()!.Value));
        }
    }
}
