using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Waits;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs.Shims;

/// <summary>Programs that log to another tracker.</summary>
public sealed class WandbTests : IDisposable
{
    private const string Loop =
        """
        import wandb
        print("lr=1 loss=9")
        with wandb.init() as run:
            for epoch in range(2):
                print(f"epoch={epoch + 1} loss=9")
                run.log({"loss": 4 - epoch})
        """;

    private readonly ProgramTrials _trials = new();

    public void Dispose() => _trials.Dispose();

    /// <summary>What the script prints for people has other steps, and would replace points of the curve.</summary>
    [Theory]
    [InlineData(ProgramShim.Wandb)]
    [InlineData(ProgramShim.WandbIfMissing)]
    public async Task Run_ScriptThatLogsAndPrints_ReportsWhatItLogs(ProgramShim shim)
    {
        var host = await _trials.RunAsync(Script(Loop, shim));

        host.Points.Where(point => point.Metric == "loss").Select(point => (point.Step, point.Value))
            .ShouldBe([(1, 9), (0, 4), (1, 3)]);
        _trials.Text(LogStream.Out).ShouldContain("wandb.init: trial sweep/4, offline\nepoch=1 loss=9\n");
    }

    [Fact]
    public async Task Run_ScriptThatOnlyPrints_IsReadAsWithoutAShim()
    {
        var host = await _trials.RunAsync(Script("print('epoch=1 loss=9')", ProgramShim.WandbIfMissing));

        host.Points.ShouldHaveSingleItem().Value.ShouldBe(9);
    }

    [Fact]
    public async Task Run_ScriptWithoutAShim_FindsNoModuleAndIsToldOfTheKey()
    {
        Assert.SkipWhen(await HasWandbAsync(), "W&B's package is installed.");

        (await Should.ThrowAsync<UserErrorException>(() => _trials.RunAsync(Script(Loop, ProgramShim.None))))
            .Message.ShouldEndWith(
                "No module named 'wandb'; write 'shim: wandb' in the sweep file to log to the trial instead, or "
                + "install it on the node");
    }

    private TrialOrder Script(string text, ProgramShim shim)
    {
        _trials.Write("train.py", text);
        return ProgramTrials.Order(
            new WorkloadSpec.Program("train.py", ["python3", "${program}"])
            {
                Directory = _trials.Folder,
                Shim = shim,
            });
    }

    private static async Task<bool> HasWandbAsync()
    {
        using var python = System.Diagnostics.Process.Start("python3", ["-c", "import wandb"]);
        await python.ToExitAsync("python3 to look for wandb");
        return python.ExitCode == 0;
    }
}
