using System.Net;
using Microsoft.Extensions.Logging;

namespace Experiments.Contracts.Proofs;

/// <summary>Logs refused callers, at most one line each minute, so that strangers cannot fill the log.</summary>
public sealed partial class RefusedCallers(ILogger<RefusedCallers> logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DateTimeOffset? _written;
    private int _unwritten;

    /// <summary>Records a refused caller.</summary>
    /// <param name="caller">Its address.</param>
    /// <param name="refused">The reason. A caller that sent nothing is not logged.</param>
    public void Add(EndPoint? caller, ProofRefusedException refused)
    {
        if (refused.Failure != ProofFailure.Silent && Count() is { } before)
            LogRefused(caller, refused.Message, before);
    }

    /// <summary>Records a caller that was refused by TLS.</summary>
    /// <param name="caller">Its address.</param>
    /// <param name="refused">The reason. A caller that sent nothing is not logged.</param>
    public void Add(EndPoint? caller, TlsRefusedException refused)
    {
        if (!refused.IsSilent && Count() is { } before) LogRefused(caller, refused.Message, before);
    }

    /// <summary>Records a silo that this one called and refused.</summary>
    /// <param name="called">Its address.</param>
    /// <param name="reason">The reason.</param>
    public void AddCalled(EndPoint? called, string reason)
    {
        if (Count() is { } before) LogRefusedCalled(called, reason, before);
    }

    /// <summary>Returns how many were not logged before this one, or null if this one is not logged either.</summary>
    private int? Count()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_written is { } written && now - written < Pause)
            {
                _unwritten++;
                return null;
            }

            var before = _unwritten;
            (_written, _unwritten) = (now, 0);
            return before;
        }
    }

    [LoggerMessage(
        1, LogLevel.Warning,
        "Refused a connection from {Caller}: {Reason} ({Before} more refused since the last such line).")]
    private partial void LogRefused(EndPoint? caller, string reason, int before);

    [LoggerMessage(
        2, LogLevel.Warning,
        "The connection to the silo at {Called} failed: {Reason} ({Before} more since the last such line).")]
    private partial void LogRefusedCalled(EndPoint? called, string reason, int before);
}
