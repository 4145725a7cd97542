namespace Experiments.Contracts.Grains;

/// <summary>
/// Key of an attempt's grain: <c>sweep/trial/attempt/silo</c>. The silo, its generation included, is part of the identity:
/// an attempt can be activated on the silo of its lease and nowhere else, whatever caches and directories say.
/// </summary>
/// <param name="SweepId">Id of the sweep.</param>
/// <param name="Trial">Number of the trial.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Silo">The silo's address as <c>SiloAddress.ToParsableString</c> writes it.</param>
public readonly record struct AttemptKey(string SweepId, int Trial, int Attempt, string Silo)
{
    /// <summary>The grain's key.</summary>
    public override string ToString() => $"{SweepId}/{Trial}/{Attempt}/{Silo}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is not such a key.</exception>
    public static AttemptKey Parse(string key) =>
        key.Split('/') is [var sweep, var trial, var attempt, var silo]
            ? new(sweep, int.Parse(trial), int.Parse(attempt), silo)
            : throw new FormatException($"'{key}' is not the key of an attempt.");
}
