using System.Security.Cryptography;
using System.Text;

namespace Experiments.Contracts.Proofs;

/// <summary>
/// 32 random bytes that whoever may use a database can read, and nobody else: knowing them is the proof of belonging to its
/// clusters. See docs/adr/0026. It is never shown.
/// </summary>
public sealed class ClusterSecret
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _bytes;

    private ClusterSecret(byte[] bytes) => _bytes = bytes;

    /// <summary>A new one, of the system's generator for cryptography.</summary>
    public static ClusterSecret Create() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The one that was stored as these bytes; null where they are not as many as they should be.</summary>
    public static ClusterSecret? Of(ReadOnlySpan<byte> bytes) => bytes.Length == Size ? new(bytes.ToArray()) : null;

    /// <summary>The bytes, to be stored where only their owner reads them.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>The key of one cluster of the database.</summary>
    internal byte[] KeyOf(string cluster) => HMACSHA256.HashData(_bytes, Encoding.UTF8.GetBytes(cluster));

    /// <summary>Never the bytes.</summary>
    public override string ToString() => "a cluster's secret";
}
