namespace Experiments.ApiClient.Trials;

/// <summary>A statement about a sweep, with its evidence.</summary>
/// <param name="Kind">
/// What it is about: <c>matters</c>, <c>no_effect</c>, <c>interaction</c>, <c>good_region</c>, <c>edge</c>,
/// <c>more_trials</c>, <c>saved</c> or <c>stopped_good</c>.
/// </param>
/// <param name="Parameters">The parameters that it is about.</param>
/// <param name="Text">The statement, for a person.</param>
/// <param name="Evidence">What it follows from.</param>
/// <param name="IsFinding">Whether it is more than a count, or that nothing is known.</param>
/// <param name="Chance">
/// The largest probability that chance alone leads to it, or null if that was not tested.
/// </param>
/// <param name="Share">The share of the differences between trials that it explains, 0 to 1, or null.</param>
/// <param name="ShareLow">The lower end of the interval of 90 % of the share, or null.</param>
/// <param name="ShareHigh">The upper end of that interval, or null.</param>
/// <param name="Good">
/// The good values of the parameter: those of a choice, or the lowest and the highest of a range; empty if it is not
/// about a good region.
/// </param>
public sealed record Statement(
    string Kind, IReadOnlyList<string> Parameters, string Text, string Evidence, bool IsFinding, double? Chance,
    double? Share, double? ShareLow, double? ShareHigh, IReadOnlyList<ParameterValue> Good);
