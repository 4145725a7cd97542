namespace Experiments.Contracts.Proofs;

/// <summary>The exception for the other end of a connection that TLS did not accept.</summary>
/// <param name="reason">What the other end did, as the end of a sentence about it.</param>
/// <param name="isSilent">Whether it sent nothing, like a port scan or a health check.</param>
/// <param name="cause">The underlying exception, or null.</param>
public sealed class TlsRefusedException(string reason, bool isSilent = false, Exception? cause = null)
    : Exception($"the other end {reason}", cause)
{
    /// <summary>Whether the other end sent nothing.</summary>
    public bool IsSilent { get; } = isSilent;
}
