namespace Experiments.Search.Simulation;

/// <summary>A segment of a trial's training with no decision in between.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Attempt">The number of the trial's attempt.</param>
/// <param name="Assignment">The trial's parameters.</param>
/// <param name="From">The number of steps completed before the segment.</param>
/// <param name="To">The number of steps completed after the segment: those of a rung, or of the whole budget.</param>
/// <param name="Budget">The number of steps of the trial's whole budget.</param>
/// <param name="Ends">The time at which the segment ends, in virtual seconds from the sweep's beginning.</param>
/// <param name="Objective">The objective at the end of the segment.</param>
public sealed record Segment(
    int Trial, int Attempt, Assignment Assignment, int From, int To, int Budget, double Ends, double Objective)
{
    /// <summary>Whether the trial has trained to its end.</summary>
    public bool IsLast => To == Budget;
}
