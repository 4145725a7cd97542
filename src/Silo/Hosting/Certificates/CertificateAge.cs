using Experiments.Contracts.Certificates;

namespace Experiments.Silo.Hosting.Certificates;

/// <summary>How long a silo's own certificate is still valid.</summary>
/// <param name="Name">The name of its holder.</param>
/// <param name="Path">Its file.</param>
/// <param name="End">When it ends.</param>
/// <param name="Left">The time until then; negative afterwards.</param>
internal sealed record CertificateAge(string Name, string Path, DateTimeOffset End, TimeSpan Left)
{
    /// <summary>The time before the end from which a silo warns.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(14);

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Left < TimeSpan.Zero;

    /// <summary>Whether it has ended or ends soon.</summary>
    public bool IsNear => Left < Warning;

    /// <summary>Reads it from the files as they are now.</summary>
    public static CertificateAge Of(ClusterCertificates certificates)
    {
        var own = certificates.Current().Own;
        return new CertificateAge(
            own.NameOf(), certificates.Paths.Certificate, own.EndOf(),
            own.EndOf() - certificates.Time.GetUtcNow());
    }

    /// <summary>Returns what the end means and what to do, as a sentence without its point.</summary>
    public string Describe() => IsOver
        ? $"the certificate '{Name}' in '{Path}' ended on {PeerCheck.Format(End)}: other silos and clients refuse new "
            + "connections until a new one is there; create it with 'experiments cert node'"
        : $"the certificate '{Name}' in '{Path}' ends on {PeerCheck.Format(End)}: create a new one in time with "
            + "'experiments cert node'; it is used without a restart";
}
