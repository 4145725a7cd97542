using Experiments.EndToEnd.Tests.Harness;
using Experiments.EndToEnd.Tests.Observing;
using Experiments.Testing.Gpus;
using Experiments.Testing.Postgres;

namespace Experiments.EndToEnd.Tests.Sweeps;

/// <summary>
/// Whichever silo dies, an attempt trains only on the silo of its lease, and no device is leased twice.
/// </summary>
public sealed class PinningTests(SharedPostgres postgres)
{
    private const int SigKill = 9;
    private const int Trials = 2000;
    private const int GpusOfASilo = 2;
    private const int TrialsOfAGpu = 2;

    /// <summary>
    /// The database itself records which silo writes a row, from the application name of the silo's connections.
    /// </summary>
    private const string Watch = """
        create table reports (trial bigint not null, attempt integer not null, lease text not null, reporter text not null);
        create function note_reporter() returns trigger language plpgsql as $$
        begin
            insert into reports select id, attempt, node, current_setting('application_name') from trials where id = new.trial_id;
            return null;
        end $$;
        create trigger note_reporter after insert on metric_rows for each row execute function note_reporter();
        """;

    [Fact]
    public async Task Kill_ThreeSilosInTwoThousandTrials_EachAttemptKeepsToItsLeaseAndNoDeviceIsLentTwice()
    {
        using var collector = new OtlpReceiver();
        var database = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var machine = new Machine(database);
        machine.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        machine.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        machine.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        (await machine.RunAsync("db", "migrate")).ShouldExitWith(0);
        await machine.QueryAsync(Watch);
        using var driver = new FakeNvml(Enumerable.Range(0, 7 * GpusOfASilo).Select(_ => $"GPU-{Guid.NewGuid()}"));
        foreach (var (name, value) in driver.Variables) machine.Environment[name] = value;
        var offered = 0;
        var silos = new Queue<CliProcess>();
        foreach (var node in new[] { "n1", "n2", "n3", "n4" }) silos.Enqueue(await ServeAsync(node));

        (await machine.RunAsync("submit", machine.Write("sweep.yaml", SweepFiles.Waiting(
            Trials, seconds: 0.1, more: "max_restarts: 30\nresources: {gpu: 0.5, cpu: 0.1}")))).ShouldExitWith(0);
        for (var kill = 1; kill <= 3; kill++)
        {
            await machine.WaitForAsync(
                "select count(*) from trials where status = 'completed'", rows => int.Parse(rows[0]) >= 400 * kill);
            silos.Dequeue().Signal(SigKill);
            silos.Enqueue(await ServeAsync($"n{4 + kill}"));
        }

        await machine.WaitForAsync("select status from sweeps", rows => rows[0] == "completed");
        (await machine.QueryAsync("select count(*) from trials where status = 'completed'")).ShouldBe([$"{Trials}"]);
        (await machine.QueryAsync("select max(attempt) > 1 from trials")).ShouldBe(["True"]);

        (await machine.QueryAsync("select count(*) >= 2000 from reports")).ShouldBe(["True"]);
        (await machine.QueryAsync("select count(distinct reporter) >= 4 from reports")).ShouldBe(["True"]);
        (await machine.QueryAsync(
            "select r.* from reports r left join silos s on s.silo = r.lease where s.node is distinct from r.reporter"))
            .ShouldBeEmpty("a report came from another silo than that of its attempt's lease");

        var training = (await collector.WaitForAsync(
            spans => spans.Count(span => span.Name == "train") >= Trials * 0.9))
            .Where(span => span.Name == "train").ToArray();
        var peaks = training.GroupBy(span => (span.Instance, Device: span.Tags["experiments.device"]))
            .ToDictionary(group => group.Key, Peak);
        peaks.Count.ShouldBeGreaterThanOrEqualTo(4 * GpusOfASilo);
        foreach (var (device, peak) in peaks) peak.ShouldBeLessThanOrEqualTo(TrialsOfAGpu, $"{device}");
        peaks.Values.Max().ShouldBe(TrialsOfAGpu, "no device was ever full, so that nothing was put to the test");

        async Task<CliProcess> ServeAsync(string node)
        {
            machine.Environment["EXPERIMENTS_DATABASE"] = $"{database};Application Name={node}";
            var silo = await machine.ServeAsync("--node", node, "--cpus", "1", "--gpus",
                string.Join(',', Enumerable.Range(offered, GpusOfASilo)));
            offered += GpusOfASilo;
            machine.Environment["EXPERIMENTS_DATABASE"] = database;
            return silo;
        }
    }

    /// <summary>Returns the maximum number of concurrent spans.</summary>
    private static int Peak(IEnumerable<Span> spans)
    {
        var (now, most) = (0, 0);
        foreach (var (_, change) in spans.SelectMany(span => new[] { (span.End, -1), (span.Start, 1) }).Order())
            most = Math.Max(most, now += change);
        return most;
    }
}
