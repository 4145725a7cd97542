using System.Collections.Immutable;

namespace Experiments.Search.States.Trials;

/// <summary>A trial as it was recorded, with its curve.</summary>
/// <param name="Number">The number within the sweep.</param>
/// <param name="Assignment">The parameters.</param>
/// <param name="Status">The status.</param>
public sealed record RecordedTrial(int Number, Assignment Assignment, TrialStatus Status)
{
    /// <summary>
    /// The final objective of a completed trial, or the objective at the last rung of a trial that was stopped early;
    /// null for all others, and if it is not a finite number.
    /// </summary>
    public double? Objective { get; init; }

    /// <summary>How far the trial is outside of the sweep's limits, ≥ 0. Default: it keeps them.</summary>
    public double Violation { get; init; }

    /// <summary>
    /// The values of the objective's metric, by ascending steps. Default: none, as for trials whose curves were not
    /// asked for.
    /// </summary>
    public ImmutableArray<(int Step, double Value)> Curve { get; init; } = [];

    /// <summary>The newest step for which the trial has reported the objective, or 0.</summary>
    public int Trained { get; init; }

    /// <summary>The number of steps of its whole budget, or null if only its workload knows it.</summary>
    public int? Budget { get; init; }

    /// <summary>The time that it trained, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it trained to its end with a result.</summary>
    public bool HasCompleted => Status == TrialStatus.Completed && Objective is not null;

    /// <summary>Whether early termination stopped it, or left it paused.</summary>
    public bool WasStopped => Status is TrialStatus.Pruned or TrialStatus.Paused;

    /// <summary>Returns the value at the last step that is at most <paramref name="step"/>, or null.</summary>
    public double? At(int step)
    {
        double? last = null;
        foreach (var (at, value) in Curve)
        {
            if (at > step) break;
            last = value;
        }
        return last is { } found && double.IsFinite(found) ? found : null;
    }
}
