using System.Text;

namespace Experiments.Search.Randomness;

/// <summary>
/// The 64-bit FNV-1a hash over UTF-8: the same on every machine and in every version, unlike
/// <see cref="string.GetHashCode()"/>. Source: Fowler, Noll, Vo, Eastlake and Hansen, <i>The FNV Non-Cryptographic Hash
/// Algorithm</i> (RFC 9923).
/// </summary>
internal static class StableHash
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x00000100000001B3;

    public static ulong Compute(string text)
    {
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ octet) * Prime);
        return hash;
    }
}
