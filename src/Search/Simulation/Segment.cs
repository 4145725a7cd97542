namespace Experiments.Search.Simulation;

/// <summary>A stretch of training without a decision in between.</summary>
/// <param name="Trial">Whose.</param>
/// <param name="Attempt">Which attempt of it.</param>
/// <param name="From">The steps that were done before it.</param>
/// <param name="To">The steps that are done after it: those of a rung, or of the whole budget.</param>
/// <param name="Budget">The steps of the trial's whole budget.</param>
/// <param name="Ends">When it ends, in virtual seconds from the sweep's beginning.</param>
/// <param name="Objective">The objective at its end.</param>
public sealed record Segment(int Trial, int Attempt, int From, int To, int Budget, double Ends, double Objective)
{
    /// <summary>Whether the trial has trained to its end.</summary>
    public bool IsLast => To == Budget;
}
