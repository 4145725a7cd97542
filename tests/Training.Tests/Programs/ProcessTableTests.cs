using System.Diagnostics;
using Experiments.Testing.Waits;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Tests.Programs;

public class ProcessTableTests
{
    [Fact]
    public async Task ShareOf_ProcessesThatWereForked_CountsWhatTheyShareOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs run on Linux.");
        const string Script = """
            import os, time
            x = bytearray(b'x') * 150_000_000
            for i in range(4):
                if os.fork() == 0:
                    while True: time.sleep(1)
            print('ready', flush=True)
            time.sleep(1000)
            """;
        using var process = Process.Start(
            new ProcessStartInfo("setsid", ["python3", "-c", Script]) { RedirectStandardOutput = true })!;
        try
        {
            var line = process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            (await line.Within("the processes to start")).ShouldBe("ready");

            var members = ProcessTable.MembersOf(process.Id, mark: null);

            members.Count.ShouldBe(5);
            members.Sum(member => member.Memory).ShouldBeGreaterThan(750_000_000);
            members.Sum(ProcessTable.ShareOf).ShouldBeInRange(150_000_000, 300_000_000);
        }
        finally
        {
            Kernel.Signal(-process.Id, Kernel.Kill);
        }
    }
}
