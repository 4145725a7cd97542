using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Contracts.Tracing;

/// <summary>
/// The single trace of a sweep, from its submit to its last checkpoint. Its id is derived from the sweep's id, so every
/// process can compute it, even one that takes the sweep over after a crash, and it need not be sent or stored.
/// </summary>
public static class SweepTrace
{
    /// <summary>The name of the source of all spans.</summary>
    public const string Source = "Experiments";

    private static readonly ActivitySource Spans = new(Source);

    /// <summary>Starts a span of a sweep's trace. Returns null if nothing listens.</summary>
    /// <param name="name">The operation, such as <c>decide</c>.</param>
    /// <param name="sweepId">The id of the sweep.</param>
    /// <param name="kind">The side of a call that the span is. Default: internal.</param>
    public static Activity? Start(string name, string sweepId, ActivityKind kind = ActivityKind.Internal)
    {
        // Avoids the hash if nothing listens.
        if (!Spans.HasListeners()) return null;
        return Spans.StartActivity(name, kind, ContextOf(sweepId))?.SetTag("experiments.sweep_id", sweepId);
    }

    /// <summary>Starts a span within another, on any thread. Returns null if nothing listens.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="within">The parent span, or null to start none.</param>
    public static Activity? Start(string name, Activity? within) =>
        within is null ? null : Spans.StartActivity(name, ActivityKind.Internal, within.Context);

    /// <summary>Returns the root context of a sweep's trace.</summary>
    /// <param name="sweepId">The id of the sweep.</param>
    public static ActivityContext ContextOf(string sweepId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sweepId)).AsSpan();
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]),
            ActivityTraceFlags.Recorded, isRemote: true);
    }
}
