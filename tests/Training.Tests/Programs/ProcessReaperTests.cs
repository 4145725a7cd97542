using System.Diagnostics;
using Experiments.Testing.Waits;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Tests.Programs;

public sealed class ProcessReaperTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("experiments-reaper-").FullName;

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    public async Task Dispose_ProgramsThatRun_AreKilledWhereverTheyWent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs run on Linux.");
        var reaper = new ProcessReaper(_scratch);
        Directory.CreateDirectory(Path.Combine(reaper.Folder, "trial"));
        var script = "(setsid sleep 1000 &); env -i sleep 1000 & sleep 1000";
        using var program = RunningAsSilosDo(reaper, script);
        // A group that has ended without being unregistered must not keep the reaper from ending the others.
        using (var ended = RunningAsSilosDo(reaper, "true")) await ended.ToExitAsync("'true' to end");

        // As when the silo is killed, the pipe to the reaper ends.
        reaper.Dispose();

        await program.ToExitAsync("the program to be killed");
        await Waiting.UntilAsync(
            () => !Directory.Exists(reaper.Folder) && ProcessTable.MembersOf(program.Id, reaper.MarkOf("x")).Count == 0,
            "the folder and the processes of the program to be gone");
    }

    private static Process RunningAsSilosDo(ProcessReaper reaper, string script)
    {
        reaper.Begin();
        var start = new ProcessStartInfo("setsid", ["bash", "-c", script]);
        start.Environment[ProcessReaper.Variable] = reaper.MarkOf("x")[(ProcessReaper.Variable.Length + 1)..];
        var program = Process.Start(start)!;
        reaper.Watch(program.Id);
        return program;
    }
}
