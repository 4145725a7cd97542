namespace Experiments.ApiClient.Trials;

/// <summary>Trials that have the same values.</summary>
/// <param name="Keys">The values by the name by which the trials are grouped; null for trials without one.</param>
/// <param name="Trials">The number of trials.</param>
/// <param name="Count">
/// The number of those that completed with a finite objective and keep all limits of the sweep.
/// </param>
/// <param name="Mean">The mean of their objectives, or null if there are none.</param>
/// <param name="Deviation">The sample standard deviation of their objectives, or null if there are none.</param>
/// <param name="Best">The best of their objectives, or null if there are none.</param>
/// <param name="BestTrial">The number of the trial that has it, or null.</param>
public sealed record TrialGroup(
    IReadOnlyDictionary<string, ParameterValue?> Keys, int Trials, int Count, double? Mean, double? Deviation,
    double? Best, int? BestTrial);
