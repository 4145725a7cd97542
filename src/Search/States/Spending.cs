using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Specs;

namespace Experiments.Search.States;

/// <summary>What a sweep has used of its budget, as far as that is recorded.</summary>
/// <param name="Limits">The budget, as last raised.</param>
public sealed record Spending(SweepBudget Limits)
{
    /// <summary>The time that it ran, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The hours of devices that its attempts used.</summary>
    public double DeviceHours { get; init; }

    /// <summary>
    /// The number of trials, since the best one, that completed, were stopped early or were paused at a rung without
    /// becoming the best; each counts once.
    /// </summary>
    public int SinceBest { get; init; }

    /// <summary>The trials that were paused at a rung and have not ended: they have been counted.</summary>
    public ImmutableSortedSet<int> Counted { get; init; } = [];

    /// <summary>
    /// The part that was used up, so that no trial begins any more, or null if none was, or a user has raised it since.
    /// </summary>
    public BudgetPart? UsedUp { get; init; }

    /// <summary>The first part whose limit is reached, or null.</summary>
    [JsonIgnore]
    public BudgetPart? Reached =>
        Seconds >= Limits.Seconds ? BudgetPart.Time
        : DeviceHours >= Limits.DeviceHours ? BudgetPart.DeviceHours
        : SinceBest >= Limits.NoBetterAfter ? BudgetPart.NoBetterAfter
        : null;

    /// <summary>Returns the spending after a trial has ended with a result, or is paused at a rung.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="hasBest">Whether there was a best trial before.</param>
    /// <param name="isBetter">Whether the trial is better than that, or the first.</param>
    /// <param name="ends">Whether the trial has ended.</param>
    internal Spending With(int trial, bool hasBest, bool isBetter, bool ends)
    {
        var isCounted = Counted.Contains(trial);
        return this with
        {
            SinceBest = isBetter ? 0 : hasBest && !isCounted ? SinceBest + 1 : SinceBest,
            Counted = ends ? Counted.Remove(trial) : Counted.Add(trial),
        };
    }
}
