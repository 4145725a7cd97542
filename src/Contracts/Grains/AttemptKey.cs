namespace Experiments.Contracts.Grains;

/// <summary>
/// The key of an attempt's grain: <c>sweep/trial/attempt/silo</c>. The silo, including its generation, is part of the
/// identity, so that an attempt can be activated only on the silo of its lease, whatever caches and directories
/// contain.
/// </summary>
/// <param name="SweepId">The id of the sweep.</param>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="Silo">The silo's address as <c>SiloAddress.ToParsableString</c> writes it.</param>
public readonly record struct AttemptKey(string SweepId, int Trial, int Attempt, string Silo)
{
    /// <summary>Returns the grain's key.</summary>
    public override string ToString() => $"{SweepId}/{Trial}/{Attempt}/{Silo}";

    /// <summary>Parses the output of <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static AttemptKey Parse(string key) =>
        key.Split('/') is [var sweep, var trial, var attempt, var silo]
            ? new(sweep, int.Parse(trial), int.Parse(attempt), silo)
            : throw new FormatException($"'{key}' is not the key of an attempt.");
}
