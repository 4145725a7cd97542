using Experiments.Search.States.Trials;

namespace Experiments.Search.Simulation;

/// <summary>
/// The results that trials would have if they were trained, recorded or made up. A pure function of its arguments.
/// </summary>
public interface ILearningCurve
{
    /// <summary>Returns the number of steps of the assignment's whole budget, ≥ 1.</summary>
    int Steps(Assignment assignment);

    /// <summary>Returns the objective after 1 ≤ <paramref name="step"/> ≤ Steps.</summary>
    double At(Assignment assignment, int step);

    /// <summary>
    /// Returns the objective of a trial there, if it depends on the trial's seed. Default: it does not.
    /// </summary>
    double At(Assignment assignment, int step, int trial) => At(assignment, step);

    /// <summary>Returns the number of steps of a trial, if they depend on more than its assignment.</summary>
    int Steps(Assignment assignment, int trial) => Steps(assignment);

    /// <summary>
    /// Returns the best of all objectives up to there if rungs are counted in reports
    /// (<see cref="Events.SearchEvent.RungReached"/>). Default: null, so that only those at rungs count.
    /// </summary>
    double? BestAt(Assignment assignment, int step, int trial) => null;

    /// <summary>
    /// Returns the values there of the metrics besides the first objective
    /// (<see cref="Specs.SearchSpec.OutcomeMetrics"/>). Default: none.
    /// </summary>
    OutcomeValues? OutcomesAt(Assignment assignment, int step) => null;

    /// <summary>Returns the virtual seconds that one step takes, &gt; 0.</summary>
    double SecondsPerStep(Assignment assignment);

    /// <summary>Returns the seconds of a step of a trial, if they depend on more than its assignment.</summary>
    double SecondsPerStep(Assignment assignment, int trial) => SecondsPerStep(assignment);
}
