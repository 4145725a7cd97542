using Experiments.EndToEnd.Tests.Harness;

namespace Experiments.EndToEnd.Tests.Observing;

public sealed class TraceTests
{
    [Fact]
    public async Task Trace_OfASweep_LeadsFromItsSubmitToItsCheckpoints()
    {
        using var collector = new OtlpReceiver();
        await using var machine = new Machine();
        machine.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        machine.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";

        (await machine.RunAsync("run", machine.Write("traced.yaml", SweepFiles.Small("random")))).ShouldExitWith(0);

        var spans = await collector.WaitForAsync(all => all.Count(span => span.Name == "checkpoint") == 12);
        spans.Select(span => span.Trace).Distinct().ShouldHaveSingleItem();
        spans.Single(span => span.Name == "submit").Service.ShouldBe("experiments");
        spans.Where(span => span.Name != "submit").ShouldAllBe(span => span.Service == "experiments-silo");
        spans.Count(span => span.Name == "place").ShouldBe(6);
        spans.Where(span => span.Name == "decide").ShouldNotBeEmpty();
        var attempts = spans.Where(span => span.Name == "attempt").Select(span => span.Id).ToList();
        attempts.Count.ShouldBe(6);
        spans.Where(span => span.Name == "checkpoint").Select(span => span.Parent).Distinct()
            .ShouldBe(attempts, ignoreOrder: true);
    }
}
