using System.Globalization;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Waits;

namespace Experiments.EndToEnd.Tests.Chaos;

/// <summary>
/// Disturbs three silos while a sweep trains, measures how soon the silos that are left train at full speed, and
/// compares every curve with that of an undisturbed run.
/// </summary>
public sealed class NetworkFaultTests(ITestOutputHelper output)
{
    private const int Slots = 6;
    private const int ReportsPerTrial = 5;

    // In a second.
    private const double Reports = Slots * ReportsPerTrial;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("one-way partition")]
    [InlineData("cut of 5 s")]
    [InlineData("flapping link")]
    [InlineData("loss of 20 %")]
    [InlineData("delay of 200 ms")]
    public async Task Train_NetworkFault_LosesNothing(string name)
    {
        var fault = NetworkFault.All[name];
        var sweep = Sweep(fault, seconds: 30);
        await using var undisturbed = await RunUndisturbedAsync(sweep);
        await using var cluster = await NetworkedCluster.StartAsync(fault.Needs);
        await cluster.SubmitAsync(sweep);
        await cluster.WaitForTrialsOnAsync(NetworkedCluster.Nodes);

        await fault.StrikeAsync(cluster);
        if (fault.Leaves is { } node) await cluster.WaitForLeaveAsync(NetworkedCluster.Nodes[node]);
        await EndAsync(fault, cluster, undisturbed);
    }

    /// <summary>
    /// Takes ten minutes. Run by bench/chaos. <c>CHAOS_FAULTS</c> names faults, separated by commas, instead of all;
    /// <c>CHAOS_ROUNDS</c> is how often each strikes (1).
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Train_EachFaultInTurn_IsAtFullSpeedInTime()
    {
        var names = Environment.GetEnvironmentVariable("CHAOS_FAULTS")?.Split(',') ?? [.. NetworkFault.All.Keys];
        var rounds = int.Parse(
            Environment.GetEnvironmentVariable("CHAOS_ROUNDS") ?? "1", CultureInfo.InvariantCulture);
        var failed = new List<string>();
        foreach (var fault in names.Select(name => NetworkFault.All[name]))
        {
            try
            {
                var times = new List<TimeSpan>();
                for (var round = 0; round < rounds; round++) times.Add(await MeasureAsync(fault));
                times.Sort();
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{fault.Name}: median {times[times.Count / 2].TotalSeconds:0.0} s, worst "
                    + $"{times[^1].TotalSeconds:0.0} s of {rounds}; at most {fault.Bar.TotalSeconds:0} s"));
                times[^1].ShouldBeLessThanOrEqualTo(fault.Bar);
            }
            catch (Exception failure) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                // The other faults are measured as well.
                output.WriteLine($"{fault.Name}: {failure.Message}");
                failed.Add(fault.Name);
            }
        }

        failed.ShouldBeEmpty();
    }

    /// <summary>Returns the time from the fault, or from its end, to the rate that the silos left can give.</summary>
    private async Task<TimeSpan> MeasureAsync(NetworkFault fault)
    {
        var sweep = Sweep(fault, seconds: 60);
        await using var undisturbed = await RunUndisturbedAsync(sweep);
        await using var cluster = await NetworkedCluster.StartAsync(fault.Needs);
        await using var meter = new RateMeter(() => cluster.Machine.Database!);
        await cluster.SubmitAsync(sweep);
        // Debian's faketime slows a silo down.
        var full = await ReachedAsync(
            meter, meter.Now, 0.5 * Reports, RateMeter.Window, "the sweep to train at full speed");

        var struck = meter.Now;
        // A trial begins now and then, and the computer may do something else as well.
        var undisturbedRate = meter.Rate(full, struck);
        await fault.StrikeAsync(cluster);
        var time = fault.Slows ? TimeSpan.Zero : await RecoveredAsync(fault, meter, struck, undisturbedRate);
        if (fault.Slows)
        {
            var share = meter.Rate(struck, meter.Now) / undisturbedRate;
            output.WriteLine($"{fault.Name}: {share:p0} of the undisturbed rate");
            share.ShouldBeGreaterThanOrEqualTo(fault.Share);
        }

        output.WriteLine($"by second from the fault on: {meter.Describe(struck, meter.Now)}");
        await EndAsync(fault, cluster, undisturbed);
        output.WriteLine($"to the end: {meter.Describe(struck, meter.Now)}");
        return time;
    }

    private async Task<TimeSpan> RecoveredAsync(
        NetworkFault fault, RateMeter meter, TimeSpan struck, double undisturbedRate)
    {
        var allStay = fault.Left == NetworkedCluster.Nodes.Count;
        var since = allStay ? meter.Now : struck;
        var expected = fault.Share * undisturbedRate * fault.Left / NetworkedCluster.Nodes.Count;
        // The loss of a silo is noticed late.
        var hold = TimeSpan.FromSeconds(allStay ? 4 : 9);
        var time = await ReachedAsync(
            meter, since, expected, hold, $"the speed of {fault.Left} silos after: {fault.Name}") - since;
        output.WriteLine($"{fault.Name}: {expected:n1} points a second after {time.TotalSeconds:n1} s");
        return time;
    }

    /// <summary>Ends the fault. All silos serve again, and the sweep completes as if nothing had happened.</summary>
    private async Task EndAsync(NetworkFault fault, NetworkedCluster cluster, Machine undisturbed)
    {
        await fault.EndAsync(cluster);
        if (fault.Leaves is { } node) await cluster.ShouldServeAgainAsync(node);
        else await cluster.ShouldAllServeAsync();
        await cluster.WaitForTheEndAsync();
        await ShouldHaveLostNothingAsync(cluster, undisturbed);
    }

    /// <param name="fault">The fault that will disturb it.</param>
    /// <param name="seconds">How long it takes undisturbed.</param>
    private static string Sweep(NetworkFault fault, int seconds)
    {
        var trial = fault.Slows ? 30 : 6;
        return SweepFiles.Waiting(
            seconds * Slots / trial, trial, trial * ReportsPerTrial,
            $"seed: 5\nmax_restarts: 30\ncheckpoint: {{every_epochs: {(fault.Slows ? trial * ReportsPerTrial : 1)}}}");
    }

    // On more slots than there are trials.
    private static async Task<Machine> RunUndisturbedAsync(string sweep)
    {
        var machine = new Machine();
        await machine.ServeAsync("--cpus", "100");
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", sweep))).ShouldExitWith(0);
        return machine;
    }

    private async Task ShouldHaveLostNothingAsync(NetworkedCluster cluster, Machine undisturbed)
    {
        foreach (var silo in cluster.Silos) output.WriteLine(silo.Errors);
        output.WriteLine($"attempts: {string.Join(
            ' ', await cluster.Machine.QueryAsync("select attempt from trials order by number"))}");
        await undisturbed.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        var id = (await undisturbed.QueryAsync("select id from sweeps"))[0];
        var disturbed = (await cluster.Machine.QueryAsync("select id from sweeps"))[0];
        (await cluster.Machine.NumbersAsync(disturbed)).ShouldBe(await undisturbed.NumbersAsync(id));
        (await cluster.Machine.StartWithin(cluster.Network.Hub, "replay", disturbed, "--verify").WaitForExitAsync())
            .ShouldExitWith(0);
        // A crash prints one call a line.
        foreach (var silo in cluster.Silos)
            silo.Errors.Split('\n').ShouldAllBe(line => !line.StartsWith("   at "));
    }

    private static async Task<TimeSpan> ReachedAsync(
        RateMeter meter, TimeSpan since, double rate, TimeSpan hold, string awaited)
    {
        TimeSpan? reached = null;
        await Waiting.UntilAsync(
            () => (reached = meter.Reached(since, rate, hold)) is not null, awaited, LongestWait,
            () => $"by second: {meter.Describe(since, meter.Now)}");
        return reached!.Value;
    }
}
