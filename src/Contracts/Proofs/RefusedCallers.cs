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
        if (refused.Failure == ProofFailure.Silent) return;
        int before;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_written is { } written && now - written < Pause)
            {
                _unwritten++;
                return;
            }

            (_written, before, _unwritten) = (now, _unwritten, 0);
        }

        LogRefused(caller, refused.Message, before);
    }

    [LoggerMessage(
        1, LogLevel.Warning,
        "Refused a connection from {Caller}: {Reason} ({Before} more refused since the last such line).")]
    private partial void LogRefused(EndPoint? caller, string reason, int before);
}
