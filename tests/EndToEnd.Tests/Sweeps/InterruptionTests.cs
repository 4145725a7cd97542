using System.Text;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>
/// However a run ends, its trials leave nothing behind: no process with their environment variable, and no folder.
/// </summary>
public sealed class InterruptionTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A program that, like its children, ends only on SIGKILL.</summary>
    private const string Stubborn = """
        trap '' HUP INT TERM
        (trap '' HUP INT TERM; while :; do sleep 0.2; done) &
        i=0
        while :; do i=$((i + 1)); echo "epoch=$i value=$i"; sleep 0.2; done
        """;

    private const string Sweep = """
        command: [sh, stubborn.sh]
        method: random
        run_cap: 2
        metric: {name: value, goal: maximize}
        """;

    /// <summary>An impatient user: both Ctrl-C reach the client and its silo, as a terminal sends them.</summary>
    [Fact]
    public async Task Interrupt_TwiceWithinASecond_LeavesNothingAndSaysHowToGoOn()
    {
        await using var machine = new Machine();
        var run = await StartAsync(machine);
        var everybody = run.Children().Append(run.Id).ToArray();

        foreach (var process in everybody) CliProcess.Signal(process, Interrupt);
        await run.WaitForErrorAsync("Ctrl-C again");
        foreach (var process in everybody) CliProcess.Signal(process, Interrupt);

        var ended = (await run.WaitForExitAsync(Patience)).ShouldExitWith(130);
        Left(machine).ShouldBeEmpty("it returned, so nothing is left");
        ended.Errors.ShouldContain("experiments run ");
        ended.Errors.ShouldContain(" --resume");
        (await machine.RunAsync("ls", "--format", "csv")).ShouldExitWith(0).Output.ShouldContain(
            ",waiting,a node,", customMessage: "its silo was killed, and so could not say that it is gone");
    }

    [Theory]
    [InlineData(Terminate, true, false)]
    [InlineData(Hangup, true, false)]
    [InlineData(Hangup, true, true)]
    [InlineData(Kill, true, false)]
    [InlineData(Kill, false, true)]
    [InlineData(Kill, true, true)]
    public async Task Signal_ToTheClientTheSiloOrBoth_LeavesNothing(int signal, bool client, bool silo)
    {
        await using var machine = new Machine();
        var run = await StartAsync(machine);
        var children = run.Children();

        if (client) run.Signal(signal);
        if (silo) CliProcess.Signal(children.ShouldHaveSingleItem(), signal);

        await run.WaitForExitAsync(Patience);
        await Waiting.UntilAsync(
            () => !Left(machine).Any(), "all processes to be gone", Patience, () => string.Join(", ", Left(machine)));
    }

    /// <summary>
    /// The shell and the kernel both send SIGHUP, to the client and to its silo. The repetition must not force an exit.
    /// </summary>
    [Fact]
    public async Task Hangup_Repeated_EndsInOrderWithoutARestart()
    {
        await using var machine = new Machine();
        var run = machine.Start(
            "run", machine.Write("long.yaml", Harness.SweepFiles.Waiting(2, seconds: 30, epochs: 300)));
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync("select count(*) from checkpoints", rows => rows[0] != "0");
        var everybody = run.Children().Append(run.Id).ToArray();

        foreach (var process in everybody) CliProcess.Signal(process, Hangup);
        await run.WaitForErrorAsync("Ctrl-C again");
        foreach (var process in everybody) CliProcess.Signal(process, Hangup);

        await run.WaitForExitAsync(Patience);
        (await machine.QueryAsync("select distinct status, restarts from trials")).ShouldBe(["waiting|0"]);
    }

    private static async Task<CliProcess> StartAsync(Machine machine)
    {
        machine.Environment["TMPDIR"] = Directory.CreateDirectory(machine.FileOf("scratch")).FullName;
        machine.Write("stubborn.sh", Stubborn);
        var run = machine.Start("run", machine.Write("sweep.yaml", Sweep));
        await machine.WaitForTablesAsync();
        await machine.WaitForAsync("select count(distinct trial_id) from metrics", rows => rows[0] != "0");
        Left(machine).ShouldNotBeEmpty("its programs run");
        return run;
    }

    private static List<string> Left(Machine machine)
    {
        var scratch = machine.FileOf("scratch");
        var own = Encoding.UTF8.GetBytes($"TMPDIR={scratch}\0");
        var left = Directory.GetDirectories(scratch, "experiments-*").ToList();
        foreach (var process in Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var environment = File.ReadAllBytes(Path.Combine(process, "environ")).AsSpan();
                if (environment.IndexOf(own) >= 0 && environment.IndexOf("EXPERIMENTS_PROGRAM="u8) >= 0)
                    left.Add(process);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The process has ended, or belongs to another user.
            }
        }

        return left;
    }
}
