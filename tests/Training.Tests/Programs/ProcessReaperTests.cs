using System.Diagnostics;
using Experiments.Testing.Waits;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Tests.Programs;

public sealed class ProcessReaperTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("experiments-warden-").FullName;

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    public async Task Dispose_ProgramsThatRun_AreKilledWhereverTheyWent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs run on Linux.");
        var warden = new ProcessReaper(_scratch);
        Directory.CreateDirectory(Path.Combine(warden.Folder, "trial"));
        var script = "(setsid sleep 1000 &); env -i sleep 1000 & sleep 1000";
        using var program = RunningAsSilosDo(warden, script);
        // A group that has ended without being unregistered must not keep the reaper from ending the others.
        using (var ended = RunningAsSilosDo(warden, "true")) await ended.ToExitAsync("'true' to end");

        // As when the silo is killed, the pipe to the reaper ends.
        warden.Dispose();

        await program.ToExitAsync("the program to be killed");
        await Waiting.UntilAsync(
            () => !Directory.Exists(warden.Folder) && ProcessTable.MembersOf(program.Id, warden.MarkOf("x")).Count == 0,
            "the folder and the processes of the program to be gone");
    }

    private static Process RunningAsSilosDo(ProcessReaper warden, string script)
    {
        warden.Begin();
        var start = new ProcessStartInfo("setsid", ["bash", "-c", script]);
        start.Environment[ProcessReaper.Variable] = warden.MarkOf("x")[(ProcessReaper.Variable.Length + 1)..];
        var program = Process.Start(start)!;
        warden.Watch(program.Id);
        return program;
    }
}
