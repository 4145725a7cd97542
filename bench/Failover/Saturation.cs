using System.Diagnostics;
using System.Globalization;
using Experiments.Testing.Machines;
using Experiments.Testing.Postgres;

namespace Experiments.Failover.Bench;

/// <summary>The counterpart of fast failure detection: silos that are only busy must not be declared dead.</summary>
internal static class Saturation
{
    private const int Silos = 4;

    /// <summary>
    /// Trains on four times as many threads as there are cores, undisturbed, and reports which silos were declared
    /// dead.
    /// </summary>
    public static async Task<string> MeasureAsync(PostgresServer postgres, int seconds)
    {
        await using var machine = new Machine(await postgres.CreateDatabaseAsync());
        var cpus = Environment.ProcessorCount;
        var silos = await Task.WhenAll(
            Enumerable.Range(1, Silos)
                .Select(silo => machine.ServeAsync("--node", $"busy-{silo}", "--cpus", $"{cpus}")));
        (await machine.RunAsync("submit", machine.Write("busy.yaml", """
            name: busy
            workload: mlp
            dataset: digits
            method: random
            run_cap: 100000
            metric: {name: val_accuracy, goal: maximize}
            parameters:
              learning_rate: {min: 0.0001, max: 0.01}
              epochs: {value: 20}
            """))).ShouldExitWith(0);
        await machine.WaitForAsync(
            "select count(*) from trials where status = 'running'", rows => rows[0] == $"{Silos * cpus}");
        var (began, before) = (Stopwatch.GetTimestamp(), Cpu());
        using (var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds))) await timer.WaitForNextTickAsync();
        var used = (Cpu() - before) / Stopwatch.GetElapsedTime(began) / cpus;
        // 6 is the status of a dead silo.
        var dead = await machine.QueryAsync("select silo_name from membership where status = 6");
        var lost = await machine.QueryAsync("select count(*) from trials where restarts > 0 or attempt > 1");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"undisturbed for {seconds} s, {Silos * cpus} trainers on {cpus} cores ({used:P0} used by the silos): "
            + $"{dead.Count} silos declared dead, {lost[0]} attempts lost");

        TimeSpan Cpu() =>
            silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + Process.GetProcessById(silo.Id).TotalProcessorTime);
    }
}
