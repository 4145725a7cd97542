namespace Experiments.ApiClient.Sweeps;

/// <summary>What a sweep has used of its budget.</summary>
/// <param name="Limits">What the budget allows.</param>
/// <param name="Seconds">The time that the sweep has run, as last recorded, in seconds.</param>
/// <param name="DeviceHours">The hours that its trials used devices.</param>
/// <param name="SinceBest">The number of trials that ended since the best one.</param>
public sealed record BudgetUse(BudgetLimits Limits, double Seconds, double DeviceHours, int SinceBest);

/// <summary>What a budget allows; null where it has no limit.</summary>
/// <param name="Seconds">The time, in seconds.</param>
/// <param name="DeviceHours">The hours of devices.</param>
/// <param name="NoBetterAfter">The number of trials without a better one.</param>
public sealed record BudgetLimits(double? Seconds, double? DeviceHours, int? NoBetterAfter);
