using System.Runtime.Versioning;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Deployments;

/// <summary>
/// Trials with large checkpoints under the settings of each deployment, as it is rendered, on processes of this
/// machine. One of two silos is killed, and its trial continues on the other.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeploymentTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Trials = 2;

    public static TheoryData<string> Deployments { get; } = ["compose", "overlays/cpu", "overlays/gpu"];

    [Theory]
    [MemberData(nameof(Deployments))]
    public Task Kill_SiloOfADeployment_ItsTrialGoesOnWithItsCheckpoint(string deployment) => MoveAsync(deployment, 20);

    /// <summary>
    /// With checkpoints of 300 MB, which take minutes:
    /// <c>./test --project tests/EndToEnd.Tests --filter-class '*DeploymentTests' --explicit only --show-live-output
    /// on</c>.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Deployments))]
    public Task Kill_SiloOfADeploymentWith300MB_ItsTrialGoesOnWithItsCheckpoint(string deployment) =>
        MoveAsync(deployment, 300);

    private async Task MoveAsync(string deployment, int mebibytes)
    {
        var address = ThisMachine.Address();
        var deployed = await Deployment.ReadAsync(deployment, address);
        deployed.Count.ShouldBe(2);
        var silos = new List<LocalSilo>();
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        try
        {
            (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
            foreach (var silo in deployed) silos.Add(new LocalSilo(machine, silo, address));
            foreach (var silo in silos) await silo.Process.WaitForAsync("serving");
            await MoveAsync(machine, deployed[0], silos, new ChainProgram(machine, mebibytes));
        }
        finally
        {
            foreach (var silo in silos)
            {
                await silo.Process.DisposeAsync();
                silo.Dispose();
            }
        }
    }

    private static async Task MoveAsync(
        Machine machine, DeployedSilo deployed, IReadOnlyList<LocalSilo> silos, ChainProgram program)
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

        killed.Process.Signal(Kill);
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
        if (deployed.Mounts.SingleOrDefault(mount => mount.Path == "/tmp")?.Limit is not { } limit) return;
        if (used is null) return;
        // A program's checkpoint, the one that it writes, and the copy that is being saved.
        used.Value.ShouldBeInRange(program.Bytes, Math.Min(limit, Trials * 3 * program.Bytes + (64 << 20)));
    }

    private static async Task<string> NodeAsync(Machine machine) => (await machine.QueryAsync(
        "select s.node from trials t join silos s on s.silo = t.node where t.number = 0")).Single();

    /// <summary>Returns the most that was in use in a silo's folder for temporary files.</summary>
    private static async Task<long?> PeakAsync(IReadOnlyList<LocalSilo> silos, CancellationToken done)
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
