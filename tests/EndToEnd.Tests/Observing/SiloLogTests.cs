using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Experiments.EndToEnd.Tests.Harness;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Observing;

/// <summary>What silos tell a person on call.</summary>
public sealed partial class SiloLogTests(SharedPostgres postgres)
{
    private const int Kill = 9;
    private const int Terminate = 15;

    [Fact]
    public async Task Serve_ANeighbourIsKilledInASweep_EachEventIsOneDatedLine()
    {
        await using var machine = new Machine(await (await postgres.GetAsync()).CreateDatabaseAsync());
        var stays = await machine.ServeAsync("--node", "stays", "--cpus", "2");
        var killed = await machine.ServeAsync("--node", "killed", "--cpus", "2");
        await stays.WaitForErrorAsync("Node 'killed'");
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", SweepFiles.Waiting(12, seconds: 1))))
            .ShouldExitWith(0);
        await machine.WaitForAsync("select distinct node from trials", nodes => nodes.Count == 2);
        killed.Signal(Kill);
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        stays.Signal(Terminate);
        (await stays.WaitForExitAsync()).ShouldExitWith(0);

        var lines = stays.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldAllBe(line => Dated().IsMatch(line));
        ShouldTellOnce(lines, "info", "Node 'stays' of pool 'default' is ready: CPU cores 2, GPUs none");
        ShouldTellOnce(lines, "info", "Node 'killed' .* has joined; nodes in the cluster: 2");
        ShouldTellOnce(lines, "warn", "Node 'killed' .* declared dead; nodes in the cluster: 1");
        ShouldTellOnce(lines, "info", "This node is leaving");
        // The sweep was decided by either silo.
        var both = lines.Concat(killed.Errors.Split('\n')).ToList();
        ShouldTellOnce(both, "info", "Sweep '.*' .* was accepted");
        ShouldTellOnce(both, "info", "Sweep '.*' .* has ended, completed: 12 trials completed");
        both.ShouldContain(line => line.Contains("is tried again: node", StringComparison.Ordinal));
        both.ShouldContain(line => line.Contains("begins again: attempt 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_LogFormatJson_EachLineIsAnEvent()
    {
        await using var machine = new Machine();
        var silo = await machine.ServeAsync("--log-format", "json", "--log-level", "debug");
        (await machine.RunAsync("submit", machine.Write("sweep.yaml", SweepFiles.Waiting(1, seconds: 0.1))))
            .ShouldExitWith(0);
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        silo.Signal(Terminate);
        (await silo.WaitForExitAsync()).ShouldExitWith(0);

        var events = silo.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        foreach (var told in events)
            DateTimeOffset.Parse(told.GetProperty("Timestamp").GetString()!, CultureInfo.InvariantCulture).Offset
                .ShouldBe(TimeSpan.Zero);
        // Trials that go as planned are of level debug.
        var begun = events.Where(told => told.GetProperty("Message").GetString()!.StartsWith(
            "Trial 0 of", StringComparison.Ordinal)).ToList();
        begun.Select(told => told.GetProperty("LogLevel").GetString()).Distinct().ShouldBe(["Debug"]);
        begun[0].GetProperty("State").GetProperty("Trial").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Serve_TheDatabaseIsAwayForAWhile_IsOneLineWhenItGoesAndOneWhenItIsBack()
    {
        await using var server = await PostgresServer.CreateAsync();
        await using var machine = new Machine(await server.CreateDatabaseAsync());
        var silo = await machine.ServeAsync("--cpus", "2");
        (await machine.RunAsync(
            "submit", machine.Write("sweep.yaml", SweepFiles.Waiting(4, seconds: 2)))).ShouldExitWith(0);
        await machine.WaitForAsync("select status from trials", rows => rows.Contains("running"));
        var before = silo.Errors.Length;
        await server.KillAsync();
        await silo.WaitForErrorAsync("Waiting for the database");
        // Takes long enough for each part of the silo to try the database several times.
        for (var i = 0; i < 10; i++) (await machine.RunAsync("ls")).ShouldExitWith(1);
        await server.StartAsync();
        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");

        var lines = silo.Errors[before..].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("Sweep '", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(2, string.Join('\n', lines));
        lines[0].ShouldContain("warn  Waiting for the database");
        lines[1].ShouldContain("info  No longer waiting for the database");
    }

    private static void ShouldTellOnce(IEnumerable<string> lines, string level, string message) =>
        lines.Where(line => Regex.IsMatch(line, $@"^\S+ \S+ {level} +{message}")).ShouldHaveSingleItem(message);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z (info |warn |error|fatal) ")]
    private static partial Regex Dated();
}
