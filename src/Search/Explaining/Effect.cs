namespace Experiments.Search.Explaining;

/// <summary>The effect of a parameter on the scores.</summary>
/// <param name="Axis">The parameter.</param>
/// <param name="Chance">The probability that chance alone leads to an effect as large.</param>
/// <param name="Share">The share of the differences between trials that it explains, 0 to 1.</param>
/// <param name="Interval">The interval of 90 % of the share.</param>
internal sealed record Effect(ParameterAxis Axis, double Chance, double Share, (double Low, double High) Interval);
