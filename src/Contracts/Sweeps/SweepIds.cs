using System.Security.Cryptography;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// Creates ids of sweeps: ten characters that are easy to read aloud. The client that submits a sweep makes its id.
/// </summary>
public static class SweepIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Returns a new id of 50 random bits.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 10);
}
