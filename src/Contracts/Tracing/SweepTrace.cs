using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Contracts.Tracing;

/// <summary>
/// The one trace of a sweep, from its submit to its last checkpoint. Its id is made of the sweep's, so that every process
/// finds it, also one that takes the sweep over after a crash, and nothing has to be carried or stored for it.
/// </summary>
public static class SweepTrace
{
    /// <summary>Name of the source of all spans.</summary>
    public const string Source = "Experiments";

    private static readonly ActivitySource Spans = new(Source);

    /// <summary>Begins a span of a sweep's trace; null where nobody listens.</summary>
    /// <param name="name">What is done, such as <c>decide</c>.</param>
    /// <param name="sweepId">Id of the sweep.</param>
    /// <param name="kind">Which side of a call it is. Default: none.</param>
    public static Activity? Start(string name, string sweepId, ActivityKind kind = ActivityKind.Internal)
    {
        // Nothing is hashed where nobody listens.
        if (!Spans.HasListeners()) return null;
        return Spans.StartActivity(name, kind, ContextOf(sweepId))?.SetTag("experiments.sweep_id", sweepId);
    }

    /// <summary>Begins a span within another, on whatever thread; null where nobody listens.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="within">The span that it is part of; null: none is begun.</param>
    public static Activity? Start(string name, Activity? within) =>
        within is null ? null : Spans.StartActivity(name, ActivityKind.Internal, within.Context);

    /// <summary>Where a sweep's trace begins.</summary>
    /// <param name="sweepId">Id of the sweep.</param>
    public static ActivityContext ContextOf(string sweepId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sweepId)).AsSpan();
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]),
            ActivityTraceFlags.Recorded, isRemote: true);
    }
}
