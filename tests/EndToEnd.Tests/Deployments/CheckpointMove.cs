using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>
/// A sweep whose trials have large checkpoints, on two silos of a deployment. The one with the first trial is killed,
/// and that trial continues on the other.
/// </summary>
internal static class CheckpointMove
{
    private const int Trials = 2;
    private const long Silo = 256 << 20;

    /// <summary>Runs the sweep and checks where its trials went on, and what it took of memory and disk.</summary>
    /// <param name="machine">The machine of the user who submits it.</param>
    /// <param name="deployed">What the deployment says about its silos.</param>
    /// <param name="silos">The two silos.</param>
    /// <param name="program">The program of the trials.</param>
    /// <param name="atGate">What else to check while the trials wait, before the silo is killed.</param>
    public static async Task RunAsync(
        Machine machine, DeployedSilo deployed, IReadOnlyList<IRunningSilo> silos, ChainProgram program,
        Func<Task>? atGate = null)
    {
        var folder = deployed.Environment["EXPERIMENTS_CHECKPOINTS"];
        silos[0].PathOf(folder).ShouldBe(silos[1].PathOf(folder));
        var pool = deployed.Environment.GetValueOrDefault("POOL", "default");
        using var done = new CancellationTokenSource();
        var scratch = PeakAsync(silos, done.Token);
        (await machine.RunAsync("submit", program.Write(Trials, $"resources: {{pool: {pool}}}"))).ShouldExitWith(0);
        await program.WaitAtGateAsync(Trials, name => ChainProgram.ReadFolder(silos[0].PathOf(folder), name));
        var first = await NodeAsync(machine);
        var (killed, survivor) = first == silos[0].Name ? (silos[0], silos[1]) : (silos[1], silos[0]);
        var peak = killed.PeakBytes();
        if (atGate is not null) await atGate();

        await killed.KillAsync();
        program.OpenGate();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        (await NodeAsync(machine)).ShouldBe(survivor.Name);
        (await machine.QueryAsync("select attempt, restarts from trials where number = 0")).ShouldBe(["2|1"]);
        (await machine.RunAsync("logs", "chain/0")).ShouldExitWith(0).Output.ShouldStartWith(
            $"from {ChainProgram.GateEpoch}\n");
        peak = Math.Max(peak, survivor.PeakBytes());
        await done.CancelAsync();
        var used = await scratch;
        (await machine.NumbersAsync("chain")).ShouldBe(await program.UndisturbedAsync(Trials));
        Directory.GetFiles(silos[0].PathOf(folder), "*.checkpoint*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(silos[0].PathOf(folder), file))
            .ShouldBe(await machine.QueryAsync("select file from checkpoints"));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"checkpoints of {program.Bytes >> 20} MiB: a silo held at most {peak >> 20} MiB of memory, and its "
            + $"temporary files took {used >> 20} MiB");
        // A quarter, so that the programs have the rest; 1 GiB where there is no limit.
        peak.ShouldBeLessThan((deployed.MemoryLimit ?? 4L << 30) / 4);
        // A silo takes up to 200 MiB by itself. A checkpoint that is larger would be seen if it were ever in memory.
        if (program.Bytes > Silo) peak.ShouldBeLessThan(Silo + program.Bytes / 2);
        if (deployed.Mounts.SingleOrDefault(mount => mount.Path == "/tmp")?.Limit is not { } limit) return;
        if (used is null) return;
        // A program's checkpoint, the one that it writes, and the copy that is being saved.
        used.Value.ShouldBeInRange(program.Bytes, Math.Min(limit, Trials * 3 * program.Bytes + (64 << 20)));
    }

    private static async Task<string> NodeAsync(Machine machine) => (await machine.QueryAsync(
        "select s.node from trials t join silos s on s.silo = t.node where t.number = 0")).Single();

    /// <summary>Returns the most that was in use in a silo's folder for temporary files.</summary>
    private static async Task<long?> PeakAsync(IReadOnlyList<IRunningSilo> silos, CancellationToken done)
    {
        long? peak = null;
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!done.IsCancellationRequested)
        {
            foreach (var silo in silos)
                if (silo.ScratchBytes is { } now && !(now <= peak)) peak = now;
            await look.WaitForNextTickAsync(CancellationToken.None);
        }

        return peak;
    }
}
