using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Experiments.Contracts.Tracing;

namespace Experiments.Contracts.Tests.Tracing;

public sealed class SweepTraceTests
{
    /// <summary>The ids never change, so that traces begun by another process or version continue.</summary>
    [Fact]
    public void ContextOf_Sweep_IsTheSameEverywhereAndForever()
    {
        var context = SweepTrace.ContextOf("k3m9x0q2ab");
        context.TraceId.ToHexString().ShouldBe(Convert.ToHexStringLower(Hash("k3m9x0q2ab")[..16]));
        context.SpanId.ToHexString().ShouldBe(Convert.ToHexStringLower(Hash("k3m9x0q2ab")[16..24]));
        (context.IsRemote, context.TraceFlags).ShouldBe((true, ActivityTraceFlags.Recorded));
        SweepTrace.ContextOf("k3m9x0q2ac").TraceId.ShouldNotBe(context.TraceId);
    }

    [Fact]
    public void Start_NobodyListens_IsNothingAndWithinItNothing()
    {
        SweepTrace.Start("decide", "k3m9x0q2ab").ShouldBeNull();
        SweepTrace.Start("commit", within: null).ShouldBeNull();
        using (Listen())
        {
            using var span = SweepTrace.Start("decide", "k3m9x0q2ab", ActivityKind.Server)!;
            span.TraceId.ShouldBe(SweepTrace.ContextOf("k3m9x0q2ab").TraceId);
            (span.Kind, span.GetTagItem("experiments.sweep_id")).ShouldBe((ActivityKind.Server, "k3m9x0q2ab"));
            using var within = SweepTrace.Start("commit", span)!;
            (within.TraceId, within.ParentSpanId).ShouldBe((span.TraceId, span.SpanId));
        }

        SweepTrace.Start("decide", "k3m9x0q2ab").ShouldBeNull();
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SweepTrace.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
