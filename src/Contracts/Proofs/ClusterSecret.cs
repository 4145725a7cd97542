using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Contracts.Proofs;

/// <summary>
/// A secret of 32 random bytes that only users of a database can read. Knowing it proves membership in the database's
/// clusters. See docs/adr/0026. It is never shown.
/// </summary>
public sealed class ClusterSecret
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _bytes;

    private ClusterSecret(byte[] bytes) => _bytes = bytes;

    /// <summary>Creates a new secret with the system's cryptographic random number generator.</summary>
    public static ClusterSecret Create() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>
    /// Returns the secret that was stored as these bytes, or null if their number is not <see cref="Size"/>.
    /// </summary>
    public static ClusterSecret? FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(bytes.ToArray()) : null;

    /// <summary>Returns the bytes, to be stored where only their owner can read them.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>Derives the key of one cluster of the database.</summary>
    internal byte[] KeyOf(string cluster) => HMACSHA256.HashData(_bytes, Encoding.UTF8.GetBytes(cluster));

    /// <summary>
    /// Derives the token of the database's HTTP API: 43 characters of base64url (RFC 4648). The secret cannot be
    /// computed from it, nor the key of a cluster, whose id has no control characters.
    /// </summary>
    public string CreateApiToken() =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_bytes, "\0api"u8));

    /// <summary>Returns a fixed text, never the bytes.</summary>
    public override string ToString() => "a cluster's secret";
}
