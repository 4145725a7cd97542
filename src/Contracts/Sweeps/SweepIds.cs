using System.Security.Cryptography;

namespace Experiments.Contracts.Sweeps;

/// <summary>Ids of sweeps: ten characters that are easy to read aloud, made by whoever submits.</summary>
public static class SweepIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id, of 50 random bits.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 10);
}
