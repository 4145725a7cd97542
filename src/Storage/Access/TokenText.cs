using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Experiments.Storage.Access;

/// <summary>
/// The text of a token, <c>exp_ID_SECRET</c>: the prefix is for programs that look for leaked secrets, the id finds the
/// token's row, and the secret is 32 random bytes in base64url (RFC 4648).
/// </summary>
internal static class TokenText
{
    private const string Prefix = "exp_";
    private const int SecretBytes = 32;
    private const int IdBytes = 4;

    /// <summary>Creates a token.</summary>
    public static (string Text, string Id, byte[] Sha256) Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{id}_{secret}", id, HashOf(secret));
    }

    /// <summary>Returns the parts of a token, or null if a text is not one.</summary>
    public static (string Id, byte[] Sha256)? Read(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Length > Prefix.Length + 2 * IdBytes + 1
        && text[Prefix.Length + 2 * IdBytes] == '_'
            ? (text.Substring(Prefix.Length, 2 * IdBytes), HashOf(text[(Prefix.Length + 2 * IdBytes + 1)..]))
            : null;

    // A secret of 256 random bits cannot be found by trying, so a fast hash without salt protects it.
    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
