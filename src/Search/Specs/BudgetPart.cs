namespace Experiments.Search.Specs;

/// <summary>A part of a <see cref="SweepBudget"/>.</summary>
public enum BudgetPart
{
    /// <summary>The time that the sweep runs.</summary>
    Time,

    /// <summary>The time of all attempts, multiplied by the devices of each.</summary>
    DeviceHours,

    /// <summary>The number of trials without a better one.</summary>
    NoBetterAfter,
}
