using Experiments.Contracts.Ports.Execution;
using Experiments.Training.Programs;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public sealed class NodeFaultsTests : IDisposable
{
    private const string Broken = "echo 'RuntimeError: CUDA error: uncorrectable ECC error encountered' >&2; exit 1";
    private readonly ProgramTrials _trials = new();

    public void Dispose() => _trials.Dispose();

    [Fact]
    public async Task Run_ProgramWhoseGpuIsBroken_IsAFaultOfTheDevice()
    {
        var fault = await _trials.RunAsync(_trials.Shell(Broken) with { Device = "cuda:1" })
            .ShouldThrowAsync<DeviceFaultException>();
        fault.Message.ShouldStartWith("cuda:1 has failed: ended with exit code 1: ");
    }

    [Theory]
    [InlineData(Broken, "cpu")]
    [InlineData("echo 'CUDA error: device-side assert triggered' >&2; exit 1", "cuda:1")]
    [InlineData("echo 'CUDA out of memory' >&2; exit 1", "cuda:1")]
    public async Task Run_ProgramThatMayBeToBlame_IsAFailureOfTheTrial(string script, string device) =>
        await _trials.RunAsync(_trials.Shell(script) with { Device = device })
            .ShouldThrowAsync<UserErrorException>();

    [Theory]
    [InlineData("pgfault 12\noom_kill 7\noom_kill_other 9\n", 7)]
    [InlineData("pgfault 12\n", 0)]
    public void CountKills_FileOfTheKernel_FindsTheNumber(string text, long expected) =>
        NodeFaults.CountKills(_trials.Write("vmstat", text)).ShouldBe(expected);

    [Fact]
    public void CountKills_NoSuchFile_IsNone() =>
        NodeFaults.CountKills(Path.Combine(_trials.Folder, "none")).ShouldBe(0);

    [Fact]
    public void Find_KilledWhileTheKernelKilled_IsAFaultOfTheNode()
    {
        NodeFaults.Find(137, NodeFaults.CountKills() - 1, _trials.Scratch, "was ended by SIGKILL")
            .ShouldNotBeNull().Message.ShouldContain("was out of memory: the program was ended by SIGKILL");
        NodeFaults.Find(137, NodeFaults.CountKills(), _trials.Scratch, "was ended by SIGKILL").ShouldBeNull();
        NodeFaults.Find(1, NodeFaults.CountKills() - 1, _trials.Scratch, "ended with exit code 1").ShouldBeNull();
    }
}
