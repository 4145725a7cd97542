using Experiments.Client.Tests.Support;

namespace Experiments.Client.Tests.Commands;

/// <summary>Tests of reading the sweep that is to start.</summary>
public sealed class SweepInputTests : IDisposable
{
    private const string Sweep =
        """
        program: train.py
        command: ["${interpreter}", "${program}", "${arg}"]
        method: random
        run_cap: 2
        metric: {name: loss}
        parameters: {lr: {distribution: log_uniform, min: 0.001, max: 0.1}, clip: {values: [null, 0.05]}}
        """;

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("submit")]
    public async Task DryRun_FileWithWarnings_WritesThemToStandardErrorAndGoesOn(string verb)
    {
        _shell.Write("train.py", "");
        var file = _shell.Write("sweep.yaml", Sweep);

        (await _shell.RunAsync(verb, file, "--dry-run")).ShouldBe(0);

        var lines = _shell.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldBe(
            $"{file}:2:43: warning: '${{arg}}' is not a macro and is left unchanged; did you mean '${{args}}'?");
        lines[1].ShouldStartWith(
            $"{file}:6:33: warning: parameter 'lr' is log_uniform, whose min and max are exponents of e");
        _shell.Out.ShouldStartWith("sweep: 2 trials by random, to minimize loss\n");
    }

    [Fact]
    public async Task DryRun_OfRunWithoutTheProgram_SaysWhereItWasLookedForAndIs1()
    {
        var file = _shell.Write(
            "sweep.yaml", Sweep.Replace(", \"${arg}\"", "").Replace("log_uniform", "log_uniform_values"));

        (await _shell.RunAsync("run", file, "--dry-run")).ShouldBe(1);

        _shell.Error.ShouldStartWith(
            $"experiments: {file}:1:10: this machine has no 'train.py': it was looked for in '{_shell.Home}', '");
        _shell.Out.ShouldBe("");
    }

    [Fact]
    public async Task DryRun_OfSubmitWithoutTheProgram_WarnsSinceANodeMayHaveIt()
    {
        var file = _shell.Write(
            "sweep.yaml", Sweep.Replace(", \"${arg}\"", "").Replace("log_uniform", "log_uniform_values"));

        (await _shell.RunAsync("submit", file, "--dry-run")).ShouldBe(0);

        _shell.Error.ShouldStartWith($"{file}:1:10: warning: this machine has no 'train.py'");
        _shell.Error.ShouldEndWith("correct 'program' or 'working_directory'\n");
        _shell.Out.ShouldEndWith("nothing was submitted\n");
    }

    [Theory]
    [InlineData("[no-such-interpreter, train.py]", "has no program 'no-such-interpreter' on its PATH")]
    [InlineData("[\"${envvar:NO_SUCH_VARIABLE}\"]", "has no variable NO_SUCH_VARIABLE")]
    public async Task DryRun_OfRunThatCannotStart_SaysSoAsRunDoes(string command, string sentence)
    {
        var file = _shell.Write("sweep.yaml", $"command: {command}\nmethod: grid\nmetric: {{name: loss}}\n");

        (await _shell.RunAsync("run", file, "--dry-run")).ShouldBe(1);
        _shell.Error.ShouldContain(sentence);
        (await _shell.RunAsync("submit", file, "--dry-run")).ShouldBe(0);
    }

    [Fact]
    public async Task DryRun_WithoutAMetric_SaysThatThereIsNoObjective()
    {
        _shell.Write("train.py", "");

        (await _shell.RunAsync(
            "run", _shell.Write(
                "sweep.yaml", "program: train.py\nmethod: grid\nparameters: {a: {values: [1, null]}}\n"),
                "--dry-run")).ShouldBe(0);

        _shell.Out.ShouldBe(
            "sweep: 2 trials by grid, without an objective\ntrial 0: a=1\ntrial 1: a=null\nnothing was submitted\n");
        _shell.Error.ShouldBe("");
    }

    [Fact]
    public async Task Best_SweepWithoutAMetric_SaysWhyThereIsNone()
    {
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var sweep = await database.SubmitAsync(
            "k3m9x0q2ab", "program: train.py\nmethod: grid\nname: free\nparameters: {a: {values: [1, null]}}\n");
        await sweep.StartAsync(2);
        await sweep.CompleteAsync(0, double.NaN);
        await sweep.CompleteAsync(1, double.NaN);

        (await _shell.RunAsync("best", "free")).ShouldBe(0);
        (await _shell.RunAsync("trials", "free")).ShouldBe(0);
        (await _shell.RunAsync("trials", "free", "--format", "csv")).ShouldBe(0);
        (await _shell.RunAsync("curves", "free")).ShouldBe(1);

        _shell.Error.ShouldContain(
            "Sweep 'free' has no metric, so none of its trials is the best; 'experiments trials' lists them.");
        _shell.Out.ShouldContain("a=null");
        _shell.Out.ShouldContain("parameters.a\r\n");
        _shell.Out.ShouldContain(",null\r\n");
        _shell.Error.ShouldContain("sweep 'free' has no objective; name a metric with --metric");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("submit")]
    public async Task DryRun_WithChanges_IsOfTheChangedFile(string verb)
    {
        _shell.Write("train.py", "");
        var file = _shell.Write("sweep.yaml", Sweep);

        (await _shell.RunAsync(
            verb, file, "--dry-run", "--set", "run_cap=7", "--set", "method=tpe", "--unset", "parameters.clip"))
            .ShouldBe(0);

        _shell.Out.ShouldStartWith("sweep: 7 trials by tpe, to minimize loss\n");
        _shell.Out.ShouldNotContain("clip");
    }

    [Fact]
    public async Task DryRun_OfAnEarlierSweepWithAChange_IsOfThat()
    {
        await FourTrials.SeedAsync(_shell.Home);

        (await _shell.RunAsync("submit", "--from", "k3m9", "--dry-run", "--set", "run_cap=3")).ShouldBe(0);

        _shell.Out.ShouldStartWith("digits-optimizers: 3 trials by random, to maximize val_accuracy\n");
    }

    [Theory]
    [InlineData("experiments: name a sweep file, or an earlier sweep with --from", "submit", "--dry-run")]
    [InlineData("experiments: name a sweep file or --from, not both", "run", "a.yaml", "--from", "b")]
    [InlineData("experiments: --resume continues the sweep of a file", "run", "--from", "b", "--resume")]
    [InlineData("experiments: --set takes KEY=VALUE, such as run_cap=20, but is 'x'", "run", "a.yaml", "--set", "x")]
    public async Task Run_WithoutOneSweep_IsRefused(string error, params string[] words)
    {
        (await _shell.RunAsync(words)).ShouldBe(2);
        _shell.Error.ShouldStartWith(error);
    }

    [Fact]
    public async Task DryRun_WithAWrongChange_SaysWhat()
    {
        var file = _shell.Write("sweep.yaml", Sweep);
        (await _shell.RunAsync("submit", file, "--dry-run", "--set", "runcap=7")).ShouldBe(2);
        _shell.Error.ShouldStartWith($"{file}: unknown key 'runcap'");
    }
}
